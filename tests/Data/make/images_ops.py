"""Golden image operations: python3 images_ops.py OUT.json (kept gzipped: gzip -9n), with Debian 12's python3-opencv (4.6.0), python3-skimage (0.19.3), python3-numpy (1.24.2), python3-pil (9.4.0).
Small pictures, even and odd sides, single rows and columns, constant and extreme values. Arrays as base64; a name says input, op and parameters."""
import base64, json, sys
import cv2, numpy as np, PIL, skimage
from PIL import Image, ImageOps
from skimage import exposure, filters

cv2.setNumThreads(1)
rng = np.random.default_rng(23)
arrays = {}
matrices = {}

def put(name, a):
    a = np.ascontiguousarray(a)
    arrays[name] = {"shape": list(a.shape), "dtype": str(a.dtype), "data": base64.b64encode(a.tobytes()).decode()}
    return a

def picture(h, w, c):
    small = rng.integers(0, 256, (max(2, h // 6), max(2, w // 6), c), dtype=np.uint8)
    big = cv2.resize(small, (w, h), interpolation=cv2.INTER_CUBIC).reshape(h, w, c)
    a = np.clip(big + rng.normal(0, 12, (h, w, c)), 0, 255).astype(np.uint8)
    return a if c > 1 else a[:, :, 0]

rgb = {"rgb": picture(37, 53, 3), "even": picture(32, 48, 3), "wide": picture(25, 130, 3), "row": picture(1, 21, 3), "column": picture(19, 1, 3)}
rgb["levels"] = rng.integers(0, 256, (64, 66, 3), dtype=np.uint8)
grey = {"grey": picture(37, 53, 1), "greyeven": picture(32, 48, 1), "greyrow": picture(1, 21, 1), "flat": np.full((16, 18), 77, np.uint8), "greydark": (picture(33, 40, 1) // 5 + 30).astype(np.uint8)}
for k, v in {**rgb, **grey}.items():
    put(k, v)

# Colour spaces, both ways; "levels" holds random colours.
for k in ("rgb", "levels", "row"):
    x = rgb[k]
    for name, there, back in (("hsv", cv2.COLOR_RGB2HSV, cv2.COLOR_HSV2RGB), ("hsvfull", cv2.COLOR_RGB2HSV_FULL, cv2.COLOR_HSV2RGB_FULL), ("ycrcb", cv2.COLOR_RGB2YCrCb, cv2.COLOR_YCrCb2RGB), ("lab", cv2.COLOR_RGB2Lab, cv2.COLOR_Lab2RGB)):
        put(f"{k} {name}", cv2.cvtColor(x, there))
        put(f"{k} {name}back", cv2.cvtColor(put(f"{k} {name}any", rng.integers(0, 180 if name == "hsv" else 256, x.shape, dtype=np.uint8)), back))
    put(f"{k} gray", cv2.cvtColor(x, cv2.COLOR_RGB2GRAY))
    put(f"{k} bgrgray", cv2.cvtColor(x, cv2.COLOR_BGR2GRAY))

# Warps.
INTER = {"nearest": cv2.INTER_NEAREST, "linear": cv2.INTER_LINEAR, "cubic": cv2.INTER_CUBIC}
BORDER = {"constant": cv2.BORDER_CONSTANT, "replicate": cv2.BORDER_REPLICATE, "reflect101": cv2.BORDER_REFLECT_101}
for k, x in (("rgb", rgb["rgb"]), ("grey", grey["grey"]), ("row", rgb["row"])):
    h, w = x.shape[:2]
    ms = {"turn15": cv2.getRotationMatrix2D((w / 2 - .5, h / 2 - .5), 15, 1.0), "turn200": cv2.getRotationMatrix2D((w / 3, h / 2), 200, 1.4),
          "shear": np.array([[1.1, .3, -4.25], [.05, .8, 3.5]]), "mirror": np.array([[-1., 0, w - 1], [0, 1, 0]]), "shift": np.array([[1., 0, 3.5], [0, 1, -2.25]]), "small": np.array([[.3, 0, 5], [0, .4, 6.]])}
    for m, a in ms.items():
        matrices[f"{k} {m}"] = a.ravel().tolist()
        for i, flag in INTER.items():
            for b, border in BORDER.items():
                if k != "rgb" and (m not in ("turn15", "shift") or i == "cubic"): continue
                put(f"{k} warp {m} {i} {b}", cv2.warpAffine(x, a, (w + 4, h + 3), flags=flag, borderMode=border, borderValue=(10, 20, 30)))
    p = np.array([[1.05, .1, -3], [.08, .93, 2], [.002, -.001, 1]])
    matrices[f"{k} perspective"] = p.ravel().tolist()
    for i in ("nearest", "linear"):
        for b, border in BORDER.items():
            put(f"{k} perspective {i} {b}", cv2.warpPerspective(x, p, (w, h), flags=INTER[i], borderMode=border, borderValue=(10, 20, 30)))
    yy, xx = np.mgrid[0:h, 0:w].astype(np.float32)
    mx = put(f"{k} mapx", (xx + 3 * np.sin(yy / 5) + rng.normal(0, .7, (h, w))).astype(np.float32))
    my = put(f"{k} mapy", (yy + 2 * np.cos(xx / 4) + rng.normal(0, .7, (h, w))).astype(np.float32))
    for i in ("nearest", "linear"):
        for b, border in BORDER.items():
            put(f"{k} remap {i} {b}", cv2.remap(x, mx, my, INTER[i], borderMode=border, borderValue=(10, 20, 30)))

# Filters.
motion = np.zeros((7, 7), np.float32); cv2.line(motion, (0, 1), (6, 5), 1.0); motion /= motion.sum()
put("kernel motion", motion)
sharpen4 = np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]], np.float32)
sharpen8 = np.array([[-1, -1, -1], [-1, 9, -1], [-1, -1, -1]], np.float32)
for k, x in (("rgb", rgb["rgb"]), ("wide", rgb["wide"]), ("row", rgb["row"]), ("column", rgb["column"]), ("grey", grey["grey"])):
    for size, sigma in ((3, 0), (5, 0), (7, 0), (9, 0), (3, .5), (5, 1.5), (11, 2.2), (0, 1.3), (0, 4.0), (31, 5.0)):
        put(f"{k} gauss {size} {sigma}", cv2.GaussianBlur(x, (size, size), sigma))
    for size in (2, 3, 4, 5, 9):
        put(f"{k} box {size}", cv2.blur(x, (size, size)))
    for size in (3, 5, 7, 9):
        put(f"{k} median {size}", cv2.medianBlur(x, size))
    put(f"{k} motion", cv2.filter2D(x, -1, motion))
    put(f"{k} sharpen4", cv2.filter2D(x, -1, sharpen4))
    put(f"{k} sharpen8", cv2.filter2D(x, -1, sharpen8))
    blur = cv2.GaussianBlur(x, (5, 5), 1.0)
    put(f"{k} unsharp", cv2.addWeighted(x, 1.7, blur, -.7, 0))

# Points and histograms.
for k, x in grey.items():
    put(f"{k} equalize", cv2.equalizeHist(x))
    for clip, tiles in ((40, 8), (2, 8), (4, 4), (3, 3), (0, 8), (1, 5)):
        put(f"{k} clahe {clip} {tiles}", cv2.createCLAHE(float(clip), (tiles, tiles)).apply(x))
    put(f"{k} clahe 4 3x5", cv2.createCLAHE(4.0, (3, 5)).apply(x))
    for size in (3, 11):
        for c in (0, 2.5, -3.2):
            for method, flag in (("mean", cv2.ADAPTIVE_THRESH_MEAN_C), ("gaussian", cv2.ADAPTIVE_THRESH_GAUSSIAN_C)):
                for inverse, kind in (("", cv2.THRESH_BINARY), ("inv", cv2.THRESH_BINARY_INV)):
                    put(f"{k} adaptive {method}{inverse} {size} {c}", cv2.adaptiveThreshold(x, 200, flag, kind, size, c))
    put(f"{k} autocontrast 0", np.asarray(ImageOps.autocontrast(Image.fromarray(x))))
    put(f"{k} autocontrast 2", np.asarray(ImageOps.autocontrast(Image.fromarray(x), cutoff=2)))
    put(f"{k} pilequalize", np.asarray(ImageOps.equalize(Image.fromarray(x))))
    lo, hi = np.percentile(x, (2, 98))
    put(f"{k} stretch 2 98", exposure.rescale_intensity(x, in_range=(lo, hi)))
    put(f"{k} skgamma", exposure.adjust_gamma(x, 0.7, gain=1.1))
    put(f"{k} sklog", exposure.adjust_log(x, gain=0.9))
    put(f"{k} skloginv", exposure.adjust_log(x, inv=True))
    put(f"{k} skequalize", exposure.equalize_hist(x).astype(np.float32))
    if min(x.shape) > 3:
        put(f"{k} skunsharp", filters.unsharp_mask(x, radius=1.5, amount=1.2).astype(np.float32))
for k in ("rgb", "row", "levels"):
    x = rgb[k]
    put(f"{k} scaleabs 1.2 20", cv2.convertScaleAbs(x, alpha=1.2, beta=20))
    put(f"{k} posterize 3", np.asarray(ImageOps.posterize(Image.fromarray(x), 3)))
    put(f"{k} solarize 100", np.asarray(ImageOps.solarize(Image.fromarray(x), 100)))
    put(f"{k} invert", 255 - x)
    put(f"{k} autocontrast 1", np.asarray(ImageOps.autocontrast(Image.fromarray(x), cutoff=1)))
    if hasattr(cv2, "xphoto"):
        put(f"{k} greyworld 0.9", cv2.xphoto.createGrayworldWB().balanceWhite(x))
    other = put(f"{k} other", np.ascontiguousarray(x[::-1, ::-1]))
    put(f"{k} mixup 0.3", cv2.addWeighted(x, .3, other, .7, 0))
    for b, border in {**BORDER, "reflect": cv2.BORDER_REFLECT}.items():
        if b == "reflect101" and min(x.shape[:2]) == 1: pass
        put(f"{k} pad {b}", cv2.copyMakeBorder(x, 2, 5, 3, 1, border, value=(10, 20, 30)))
json.dump({"cv2": cv2.__version__, "skimage": skimage.__version__, "pillow": PIL.__version__, "matrices": matrices, "arrays": arrays}, open(sys.argv[1], "w"), indent=0)
print(len(arrays), hasattr(cv2, "xphoto"))
