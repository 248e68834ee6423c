"""OpenCV and numpy's side of the training pipeline: flip, rotate, brightness and contrast, Gaussian noise, resize, normalise to CHW, on 640x480x3 bytes with a mask, 17 keypoints and 20 boxes.
Every step is written the fastest way known to us for it (image_ops.py times the alternatives). Answers each line `pipeline` with the seconds a sample of the best of 15 blocks. One thread."""
import sys, time
import cv2, numpy as np

cv2.setNumThreads(1)
H, W = 480, 640
rng = np.random.default_rng(0)
IMAGES = [np.ascontiguousarray(np.clip(cv2.resize(rng.integers(0, 256, (15, 20, 3), dtype=np.uint8), (W, H), interpolation=cv2.INTER_CUBIC) * .7 + 20 + rng.normal(0, 8, (H, W, 3)), 0, 255).astype(np.uint8)) for _ in range(16)]
MASK = np.repeat(np.repeat(rng.integers(0, 5, (15, 20), dtype=np.uint8), 32, 0), 32, 1)
POINTS = np.column_stack([rng.uniform(0, W, 17), rng.uniform(0, H, 17), np.full(17, 2.)]).astype(np.float32)
CORNER = rng.uniform(0, 1, (20, 2)) * (W - 120, H - 120)
BOXES = np.concatenate([CORNER, CORNER + rng.uniform(20, 120, (20, 2))], 1).astype(np.float32)
CLASSES = np.arange(20)
MIRROR = np.array([0, 2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11, 14, 13, 16, 15])
MEAN = np.array([.485, .456, .406], np.float32)
STD = np.array([.229, .224, .225], np.float32)
SCALE, OFFSET = (1 / (255 * STD)).astype(np.float32), (-MEAN / STD).astype(np.float32)
LEVELS = np.arange(256)

def sample(x):
    mask, points, boxes = MASK, POINTS.copy(), BOXES.copy()
    if rng.random() < .5:
        x, mask = cv2.flip(x, 1), cv2.flip(mask, 1)
        points[:, 0] = W - 1 - points[:, 0]
        points = points[MIRROR]
        boxes[:, [0, 2]] = W - boxes[:, [2, 0]]
    m = cv2.getRotationMatrix2D((W / 2 - .5, H / 2 - .5), rng.uniform(-15, 15), 1.)
    x = cv2.warpAffine(x, m, (W, H), flags=cv2.INTER_LINEAR)
    mask = cv2.warpAffine(mask, m, (W, H), flags=cv2.INTER_NEAREST)
    points[:, :2] = points[:, :2] @ m[:, :2].T + m[:, 2]
    corners = boxes[:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 4, 2) - .5
    corners = corners @ m[:, :2].T + m[:, 2] + .5
    boxes = np.concatenate([corners.min(1), corners.max(1)], 1)
    contrast, brightness = rng.uniform(.8, 1.2), rng.uniform(-20, 20)
    x = cv2.LUT(x, np.clip(np.round(LEVELS * contrast + brightness), 0, 255).astype(np.uint8))
    noise = np.empty(x.shape, np.int16)
    cv2.randn(noise, 0, 10)
    x = cv2.add(x, noise, dtype=cv2.CV_8U)
    x = cv2.resize(x, (224, 224), interpolation=cv2.INTER_LINEAR)
    mask = cv2.resize(mask, (224, 224), interpolation=cv2.INTER_NEAREST)
    sx, sy = 224 / W, 224 / H
    points[:, 0], points[:, 1] = (points[:, 0] + .5) * sx - .5, (points[:, 1] + .5) * sy - .5
    outside = (points[:, 0] < -.5) | (points[:, 1] < -.5) | (points[:, 0] > 223.5) | (points[:, 1] > 223.5)
    points[outside, 2] = 0
    boxes *= (sx, sy, sx, sy)
    clipped = boxes.clip(0, 224)
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    left = (clipped[:, 2] - clipped[:, 0]) * (clipped[:, 3] - clipped[:, 1])
    kept = left >= .1 * area
    boxes, classes = clipped[kept], CLASSES[kept]
    out = np.empty((3, 224, 224), np.float32)
    for c, plane in enumerate(cv2.split(x)):
        np.multiply(plane, SCALE[c], out=out[c], dtype=np.float32, casting="unsafe")
        out[c] += OFFSET[c]
    return out, mask, points, boxes, classes

def seconds():
    best = 1e9
    for _ in range(15):
        start = time.perf_counter()
        for i in range(8):
            sample(IMAGES[i])
        best = min(best, (time.perf_counter() - start) / 8)
    return best

for line in sys.stdin:
    name, _, rest = line.strip().partition(" ")
    if name == "images":
        with open(rest, "wb") as f:
            for x in IMAGES:
                f.write(x.tobytes())
        print(cv2.__version__, np.__version__, flush=True)
    else:
        print(repr(seconds()), flush=True)
