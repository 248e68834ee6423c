"""What a JPEG leaves of a picture: python3 images_jpeg.py OUT.json, with Debian 12's python3-opencv (4.6.0), python3-numpy (1.24.2), python3-pil (9.4.0), all on libjpeg-turbo 2.1.5.
OpenCV writes and reads 4:2:0 and grey; 4:4:4 is Pillow's, because this OpenCV has no option for it. A name says input, subsampling and quality."""
import base64, io, json, sys
import cv2, numpy as np, PIL
from PIL import Image

rng = np.random.default_rng(29)
arrays = {}

def put(name, a):
    a = np.ascontiguousarray(a)
    arrays[name] = {"shape": list(a.shape), "dtype": str(a.dtype), "data": base64.b64encode(a.tobytes()).decode()}
    return a

def picture(h, w, c):
    small = rng.integers(0, 256, (max(2, h // 6), max(2, w // 6), c), dtype=np.uint8)
    big = cv2.resize(small, (w, h), interpolation=cv2.INTER_CUBIC).reshape(h, w, c)
    return np.clip(big + rng.normal(0, 12, (h, w, c)), 0, 255).astype(np.uint8).squeeze() if c == 1 else np.clip(big + rng.normal(0, 12, (h, w, c)), 0, 255).astype(np.uint8)

colours = {"rgb": picture(37, 53, 3), "even": picture(32, 48, 3), "seventeen": picture(17, 33, 3), "row": picture(1, 21, 3), "column": picture(19, 1, 3), "tiny": picture(3, 4, 3), "five": picture(6, 5, 3),
           "noise": rng.integers(0, 256, (26, 41, 3), dtype=np.uint8), "edges": (rng.integers(0, 2, (24, 24, 3)) * 255).astype(np.uint8)}
greys = {"grey": picture(37, 53, 1), "flat": np.full((9, 18), 77, np.uint8)}
for k, x in {**colours, **greys}.items():
    put(k, x)
for quality in (1, 10, 30, 50, 75, 90, 95, 100):
    for k, x in colours.items():
        done = cv2.imdecode(cv2.imencode(".jpg", x[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_COLOR)[:, :, ::-1]
        put(f"{k} 420 {quality}", done)
        file = io.BytesIO()
        Image.fromarray(x).save(file, "JPEG", quality=quality, subsampling=0)
        put(f"{k} 444 {quality}", np.asarray(Image.open(io.BytesIO(file.getvalue()))))
    for k, x in greys.items():
        put(f"{k} grey {quality}", cv2.imdecode(cv2.imencode(".jpg", x, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_GRAYSCALE))
json.dump({"cv2": cv2.__version__, "pillow": PIL.__version__, "arrays": arrays}, open(sys.argv[1], "w"), indent=0)
print(len(arrays))
