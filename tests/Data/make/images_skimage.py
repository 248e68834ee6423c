"""scikit-image's own definitions where they differ from OpenCV's: python3 images_skimage.py OUT.json, with Debian 12's python3-skimage (0.19.3), python3-numpy (1.24.2). Bytes are img_as_ubyte of its floats."""
import base64, json, sys
import numpy as np, skimage
from skimage import exposure, filters, img_as_ubyte
from scipy import ndimage

rng = np.random.default_rng(31)
arrays = {}

def put(name, a):
    a = np.ascontiguousarray(a)
    arrays[name] = {"shape": list(a.shape), "dtype": str(a.dtype), "data": base64.b64encode(a.tobytes()).decode()}

def picture(h, w, c):
    small = rng.uniform(0, 255, (h // 6 + 2, w // 6 + 2, c))
    big = ndimage.zoom(small, (h / small.shape[0], w / small.shape[1], 1), order=3)[:h, :w]
    a = np.clip(big + rng.normal(0, 8, (h, w, c)), 0, 255).astype(np.uint8)
    return a if c > 1 else a[:, :, 0]

grey = {"grey": picture(37, 53, 1), "even": picture(32, 48, 1), "dark": (picture(40, 33, 1) // 5 + 30).astype(np.uint8), "line": picture(1, 40, 1)}
rgb = {"rgb": picture(37, 53, 3), "square": picture(24, 24, 3)}
for k, x in {**grey, **rgb}.items():
    put(k, x)
for k, x in grey.items():
    put(f"{k} equalize", img_as_ubyte(exposure.equalize_hist(x)))
    for radius, amount in ((1, 1), (2.5, .7), (.6, 3)):
        put(f"{k} unsharp {radius} {amount}", img_as_ubyte(np.clip(filters.unsharp_mask(x, radius=radius, amount=amount), 0, 1)))
    for size in (3, 7, 15):
        for offset in (0, 4.5):
            for method in ("mean", "gaussian"):
                put(f"{k} threshold {method} {size} {offset}", ((x > filters.threshold_local(x, size, method=method, offset=offset)) * 255).astype(np.uint8))
for k, x in rgb.items():
    put(f"{k} unsharp 1.5 1.2", img_as_ubyte(np.clip(filters.unsharp_mask(x, radius=1.5, amount=1.2, channel_axis=2), 0, 1)))  # -1 takes the first axis in 0.19.3
for k, x in {**grey, **rgb}.items():
    if k == "line": continue
    for clip in (.01, .03, 0, .2):
        put(f"{k} clahe {clip} 0 0", img_as_ubyte(exposure.equalize_adapthist(x, clip_limit=clip)))
        put(f"{k} clahe {clip} 9 8", img_as_ubyte(exposure.equalize_adapthist(x, kernel_size=(8, 9), clip_limit=clip)))
json.dump({"skimage": skimage.__version__, "arrays": arrays}, open(sys.argv[1], "w"), indent=0)
print(len(arrays))
