"""OpenCV's side of the image benchmark. Reads op names from standard input, one a line, and answers each with the seconds an image of the best of 25 blocks; `images PATH` writes the 16 inputs
(480 x 640 x 3 bytes each) first. One thread. Ops and inputs are the ones the project's speed targets name."""
import random, sys, time
import cv2, numpy as np

cv2.setNumThreads(1)
H, W = 480, 640
rng = np.random.default_rng(0)

def picture():
    base = cv2.resize(rng.integers(0, 256, (15, 20, 3), dtype=np.uint8), (W, H), interpolation=cv2.INTER_CUBIC)
    return np.ascontiguousarray(np.clip(base * .7 + 20 + rng.normal(0, 8, (H, W, 3)), 0, 255).astype(np.uint8))

IMAGES = [picture() for _ in range(16)]
MEAN = np.array([.485, .456, .406], np.float32)
STD = np.array([.229, .224, .225], np.float32)
SCALE = (1 / (255 * STD)).astype(np.float32)
OFFSET = (-MEAN / STD).astype(np.float32)
M15 = cv2.getRotationMatrix2D((W / 2 - .5, H / 2 - .5), 15, 1.0)
LEVELS = np.arange(256)
GAMMA = np.clip(np.round((LEVELS / 255.) ** 1.5 * 255), 0, 255).astype(np.uint8)
LOG = np.clip(np.round(255 * np.log1p(LEVELS) / np.log(256)), 0, 255).astype(np.uint8)
BRIGHT = np.clip(np.round(LEVELS * 1.2 + 20), 0, 255).astype(np.uint8)
CLAHE = cv2.createCLAHE(4.0, (8, 8))
NOISE = np.random.default_rng(1)
PLACES = random.Random(0)

def normalize_planes(x):
    out = np.empty((3,) + x.shape[:2], np.float32)
    for c, plane in enumerate(cv2.split(x)):
        np.multiply(plane, SCALE[c], out=out[c], dtype=np.float32, casting="unsafe")
        out[c] += OFFSET[c]
    return out

def noise_float(x):
    n = np.empty(x.shape, np.float32)
    cv2.randn(n, 0, 10)
    return cv2.add(x, n, dtype=cv2.CV_8U)

def noise_short(x):
    n = np.empty(x.shape, np.int16)
    cv2.randn(n, 0, 10)
    return cv2.add(x, n, dtype=cv2.CV_8U)

def on_channel(x, there, back, change):
    planes = list(cv2.split(cv2.cvtColor(x, there)))
    planes[0] = change(planes[0])
    return cv2.cvtColor(cv2.merge(planes), back)

def on_channel_in_place(x, there, back, change):
    y = cv2.cvtColor(x, there)
    return cv2.cvtColor(cv2.insertChannel(change(cv2.extractChannel(y, 0)), y, 0), back)

def coarse_dropout(x):
    y = x.copy()
    for _ in range(8):
        a, b = PLACES.randrange(H - 40), PLACES.randrange(W - 40)
        y[a:a + 40, b:b + 40] = 0
    return y

def grid_mask(x, d=64, k=32):
    y = x.copy()
    top, left = PLACES.randrange(d), PLACES.randrange(d)
    for a in range(-top, H, d):
        for b in range(-left, W, d):
            y[max(a, 0):max(a + k, 0), max(b, 0):max(b + k, 0)] = 0
    return y

KEPT = np.full((H + 64, W + 64, 3), 255, np.uint8)
for a in range(0, H + 64, 64):
    for b in range(0, W + 64, 64):
        KEPT[a:a + 32, b:b + 32] = 0
KEPT = KEPT.reshape(H + 64, (W + 64) * 3)

def grid_mask_and(x):
    top, left = PLACES.randrange(64), PLACES.randrange(64)
    return cv2.bitwise_and(x.reshape(H, W * 3), KEPT[top:top + H, left * 3:(left + W) * 3]).reshape(H, W, 3)

def resize_normalize(x):
    return np.ascontiguousarray((cv2.resize(x, (224, 224), interpolation=cv2.INTER_LINEAR).astype(np.float32) * SCALE + OFFSET).transpose(2, 0, 1))

def resize_normalize_planes(x):
    return normalize_planes(cv2.resize(x, (224, 224), interpolation=cv2.INTER_LINEAR))

OPS = {
    "hflip": lambda x: cv2.flip(x, 1),
    "rot90": lambda x: cv2.rotate(x, cv2.ROTATE_90_CLOCKWISE),
    "rotate15_bilinear": lambda x: cv2.warpAffine(x, M15, (W, H), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT),
    "rotate15_bilinear_reflect101": lambda x: cv2.warpAffine(x, M15, (W, H), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101),
    "resize224_bilinear": lambda x: cv2.resize(x, (224, 224), interpolation=cv2.INTER_LINEAR),
    "resize224_area": lambda x: cv2.resize(x, (224, 224), interpolation=cv2.INTER_AREA),
    "normalize_chw": lambda x: np.ascontiguousarray(((x.astype(np.float32) * SCALE) + OFFSET).transpose(2, 0, 1)),
    "normalize_chw_split": normalize_planes,
    "normalize_chw_blob": lambda x: cv2.dnn.blobFromImage(x, 1 / 255., (W, H), mean=(.485 * 255, .456 * 255, .406 * 255), swapRB=False, crop=False),
    "resize224_normalize_chw": resize_normalize,
    "resize224_normalize_chw_split": resize_normalize_planes,
    "gauss_noise_clip": lambda x: np.clip(x + NOISE.standard_normal(x.shape, dtype=np.float32) * 10, 0, 255).astype(np.uint8),
    "gauss_noise_clip_cvrandn": noise_float,
    "gauss_noise_clip_cvrandn16": noise_short,
    "brightness_contrast": lambda x: cv2.convertScaleAbs(x, alpha=1.2, beta=20),
    "brightness_contrast_lut": lambda x: cv2.LUT(x, BRIGHT),
    "hist_equalize_ycrcb": lambda x: on_channel(x, cv2.COLOR_RGB2YCrCb, cv2.COLOR_YCrCb2RGB, cv2.equalizeHist),
    "hist_equalize_ycrcb_in_place": lambda x: on_channel_in_place(x, cv2.COLOR_RGB2YCrCb, cv2.COLOR_YCrCb2RGB, cv2.equalizeHist),
    "hist_equalize_per_channel": lambda x: cv2.merge([cv2.equalizeHist(c) for c in cv2.split(x)]),
    "clahe_lab_clip4_8x8": lambda x: on_channel(x, cv2.COLOR_RGB2LAB, cv2.COLOR_LAB2RGB, CLAHE.apply),
    "clahe_lab_clip4_8x8_in_place": lambda x: on_channel_in_place(x, cv2.COLOR_RGB2LAB, cv2.COLOR_LAB2RGB, CLAHE.apply),
    "clahe_per_channel": lambda x: cv2.merge([CLAHE.apply(c) for c in cv2.split(x)]),
    "gamma_lut": lambda x: cv2.LUT(x, GAMMA),
    "log_lut": lambda x: cv2.LUT(x, LOG),
    "gaussian_blur5": lambda x: cv2.GaussianBlur(x, (5, 5), 0),
    "coarse_dropout_8x40": coarse_dropout,
    "gridmask_d64_k32": grid_mask,
    "gridmask_d64_k32_and": grid_mask_and,
}

def seconds(op):
    op(IMAGES[0])
    count = 1
    while True:
        start = time.perf_counter()
        for i in range(count):
            op(IMAGES[i & 15])
        took = time.perf_counter() - start
        if took > .008:
            break
        count = max(count + 1, int(count * .01 / max(took, 1e-6)))
    blocks = []
    for _ in range(25):
        start = time.perf_counter()
        for i in range(count):
            op(IMAGES[i & 15])
        blocks.append((time.perf_counter() - start) / count)
    return min(blocks)

for line in sys.stdin:
    word, _, rest = line.strip().partition(" ")
    if word == "images":
        np.stack(IMAGES).tofile(rest)
        print(cv2.__version__, np.__version__, flush=True)
    else:
        print(repr(seconds(OPS[word])), flush=True)
