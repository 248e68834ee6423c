"""Golden resizes: python3 images_resize.py OUT.json, with Debian 12's python3-opencv (4.6.0), python3-numpy and python3-pil (9.4.0).
Small pictures, even and odd sides, single rows and columns, 1, 3 and 4 channels. Arrays as base64."""
import base64, json, sys
import cv2, numpy as np, PIL
from PIL import Image

cv2.setNumThreads(1)
rng = np.random.default_rng(11)
arrays = {}

def put(name, a):
    a = np.ascontiguousarray(a)
    arrays[name] = {"shape": list(a.shape), "dtype": str(a.dtype), "data": base64.b64encode(a.tobytes()).decode()}

def picture(h, w, c):
    small = rng.integers(0, 256, (max(2, h // 4), max(2, w // 4), c), dtype=np.uint8)
    big = cv2.resize(small, (w, h), interpolation=cv2.INTER_CUBIC).reshape(h, w, c)
    return np.clip(big + rng.normal(0, 12, (h, w, c)), 0, 255).astype(np.uint8)

MODES = {"linear": cv2.INTER_LINEAR, "nearest": cv2.INTER_NEAREST, "cubic": cv2.INTER_CUBIC, "area": cv2.INTER_AREA}
CASES = [(23, 31, 3, [(31, 23), (62, 46), (17, 9), (40, 11), (5, 50), (1, 1), (93, 69)]),
         (24, 32, 3, [(16, 12), (8, 8), (11, 24), (64, 7), (33, 25)]),
         (19, 27, 1, [(13, 10), (54, 38), (9, 19), (28, 20)]),
         (18, 22, 4, [(11, 9), (7, 5), (45, 37)]),
         (1, 29, 3, [(14, 1), (58, 2), (10, 3)]),
         (21, 1, 3, [(1, 10), (3, 7), (2, 42)])]
for h, w, c, targets in CASES:
    p = picture(h, w, c)
    key = f"{w}x{h}x{c}"
    put(key, p)
    for tw, th in targets:
        for mode, flag in MODES.items():
            put(f"{key}>{tw}x{th} {mode}", cv2.resize(p, (tw, th), interpolation=flag).reshape(th, tw, c))
        put(f"{key}>{tw}x{th} linearfloat", cv2.resize(p.astype(np.float32), (tw, th), interpolation=cv2.INTER_LINEAR).reshape(th, tw, c))
        planes = [np.asarray(Image.fromarray(p[:, :, i]).resize((tw, th), Image.BILINEAR)) for i in range(c)]
        put(f"{key}>{tw}x{th} pillow", np.stack(planes, -1))
json.dump({"cv2": cv2.__version__, "pillow": PIL.__version__, "arrays": arrays}, open(sys.argv[1], "w"), indent=0)
