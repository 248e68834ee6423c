"""OpenCV and numpy's side of the training pipeline: flip, rotate, brightness and contrast, Gaussian noise, resize, normalise to CHW, on 640x480x3 bytes with a mask, 17 keypoints and 20 boxes.
Every step is written the fastest way known to us: buffers are made once and written to, brightness and contrast is the vectorised addWeighted (a table takes twice as long), noise is drawn in the
number that is quickest (`pipeline short` and `pipeline float` time both), normalisation goes by planes. Answers each line with the seconds a sample of the best of 15 blocks; `step NAME` times
one step alone. One thread."""
import sys, time
import cv2, numpy as np

cv2.setNumThreads(1)
H, W, SIDE = 480, 640, 224
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
ROOM, NEXT, MASK_ROOM, MASK_NEXT = np.empty((H, W, 3), np.uint8), np.empty((H, W, 3), np.uint8), np.empty((H, W), np.uint8), np.empty((H, W), np.uint8)
NOISE = {"short": np.empty((H, W, 3), np.int16), "float": np.empty((H, W, 3), np.float32)}

def flip(x, mask, points, boxes):
    x, mask = cv2.flip(x, 1, dst=ROOM), cv2.flip(mask, 1, dst=MASK_ROOM)
    points[:, 0] = W - 1 - points[:, 0]
    boxes[:, [0, 2]] = W - boxes[:, [2, 0]]
    return x, mask, points[MIRROR], boxes

def rotate(x, mask, points, boxes):
    m = cv2.getRotationMatrix2D((W / 2 - .5, H / 2 - .5), rng.uniform(-15, 15), 1.)
    x = cv2.warpAffine(x, m, (W, H), dst=NEXT, flags=cv2.INTER_LINEAR)
    mask = cv2.warpAffine(mask, m, (W, H), dst=MASK_NEXT, flags=cv2.INTER_NEAREST)
    points[:, :2] = points[:, :2] @ m[:, :2].T + m[:, 2]
    corners = boxes[:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 4, 2) - .5
    corners = corners @ m[:, :2].T + m[:, 2] + .5
    return x, mask, points, np.concatenate([corners.min(1), corners.max(1)], 1)

def brightness(x):
    return cv2.addWeighted(x, rng.uniform(.8, 1.2), x, 0, rng.uniform(-20, 20), dst=ROOM)

def noise(x, kind):
    cv2.randn(NOISE[kind], 0, 10)
    return cv2.add(x, NOISE[kind], dst=NEXT, dtype=cv2.CV_8U)

def resize(x, mask, points, boxes):
    x = cv2.resize(x, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)
    mask = cv2.resize(mask, (SIDE, SIDE), interpolation=cv2.INTER_NEAREST)
    sx, sy = SIDE / W, SIDE / H
    points[:, 0], points[:, 1] = (points[:, 0] + .5) * sx - .5, (points[:, 1] + .5) * sy - .5
    outside = (points[:, 0] < -.5) | (points[:, 1] < -.5) | (points[:, 0] > SIDE - .5) | (points[:, 1] > SIDE - .5)
    points[outside, 2] = 0
    boxes = boxes * (sx, sy, sx, sy)
    clipped = boxes.clip(0, SIDE)
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    left = (clipped[:, 2] - clipped[:, 0]) * (clipped[:, 3] - clipped[:, 1])
    kept = left >= .1 * area
    return x, mask, points, clipped[kept], CLASSES[kept]

def normalise(x):
    out = np.empty((3, SIDE, SIDE), np.float32)
    for plane, to, scale, offset in zip(cv2.split(x), out, SCALE, OFFSET):
        np.multiply(plane, scale, out=to, dtype=np.float32, casting="unsafe")
        to += offset
    return out

def pipeline(x, kind):
    mask, points, boxes = MASK, POINTS.copy(), BOXES.copy()
    if rng.random() < .5:
        x, mask, points, boxes = flip(x, mask, points, boxes)
    x, mask, points, boxes = rotate(x, mask, points, boxes)
    x, mask, points, boxes, classes = resize(noise(brightness(x), kind), mask, points, boxes)
    return normalise(x), mask, points, boxes, classes

SMALL = cv2.resize(IMAGES[0], (SIDE, SIDE))
STEPS = {
    "pipeline short": lambda x: pipeline(x, "short"),
    "pipeline float": lambda x: pipeline(x, "float"),
    "step flip": lambda x: flip(x, MASK, POINTS.copy(), BOXES.copy()),
    "step rotate": lambda x: rotate(x, MASK, POINTS.copy(), BOXES.copy()),
    "step brightness": brightness,
    "step noise short": lambda x: noise(x, "short"),
    "step noise float": lambda x: noise(x, "float"),
    "step resize": lambda x: resize(x, MASK, POINTS.copy(), BOXES.copy()),
    "step normalise": lambda x: normalise(SMALL),
}

def seconds(op):
    best = 1e9
    for _ in range(15):
        start = time.perf_counter()
        for i in range(8):
            op(IMAGES[i])
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
        print(repr(seconds(STEPS[line.strip()])), flush=True)
