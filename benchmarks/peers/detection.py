"""The peers of detection: OpenCV and numpy (one thread) for maps of classes, torchvision (one thread) for suppression. A line in names an op, a line out gives its best seconds."""
import sys, time
import cv2, numpy as np, torch, torchvision

cv2.setNumThreads(1)
torch.set_num_threads(1)
rng = np.random.default_rng(11)


def best(op, least=0.6):
    op()
    took, start = [], time.perf_counter()
    while time.perf_counter() - start < least or len(took) < 3:
        begin = time.perf_counter()
        value = op()
        took.append(time.perf_counter() - begin)
    return min(took), value


def planes(scores, size):
    return np.stack([cv2.resize(plane, size) for plane in scores]).argmax(0)


def running(scores, size):
    highest = cv2.resize(scores[0], size)
    classes = np.zeros(highest.shape, np.uint8)
    for c in range(1, len(scores)):
        other = cv2.resize(scores[c], size)
        better = other > highest
        np.copyto(highest, other, where=better)
        classes[better] = c
    return classes


def pixels(scores, size):
    return cv2.resize(np.ascontiguousarray(scores.transpose(1, 2, 0)), size).argmax(-1)


def crowd(n):
    """Clusters of 20 over a picture of 8,000 x 6,000, as tiles that overlap leave them."""
    w, h = rng.uniform(8, 160, n // 20), rng.uniform(8, 160, n // 20)
    x, y = rng.uniform(0, 8000 - w), rng.uniform(0, 6000 - h)
    c = np.c_[x, y, x + w, y + h].repeat(20, 0) + rng.normal(0, 4, (n // 20 * 20, 4))
    c[:, 2:] = np.maximum(c[:, 2:], c[:, :2] + 1)
    return c.astype(np.float32), rng.random(len(c)).astype(np.float32)


scores, boxes, confidence = None, None, None
for line in sys.stdin:
    name, *words = line.split()
    if name == "versions":
        print(f"OpenCV {cv2.__version__}, numpy {np.__version__}, torchvision {torchvision.__version__}", flush=True)
    elif name == "scores":
        # Smooth, as networks' are, so that classes have areas.
        c, rows, columns = map(int, words[1:])
        scores = np.stack([cv2.GaussianBlur(rng.normal(0, 1, (rows, columns)).astype(np.float32), (0, 0), 3) for _ in range(c)])
        scores.tofile(words[0])
        print("written", flush=True)
    elif name == "segment":
        size = int(words[1]), int(words[2])
        took, classes = zip(*(best(lambda: way(scores, size)) for way in (planes, running, pixels)))
        classes[0].astype(np.uint8).tofile(words[0])
        print(min(took), flush=True)
    elif name == "crowd":
        boxes, confidence = crowd(int(words[1]))
        with open(words[0], "wb") as out:
            out.write(boxes.tobytes() + confidence.tobytes())
        print("written", flush=True)
    elif name == "nms":
        seconds, kept = best(lambda: torchvision.ops.nms(torch.tensor(boxes), torch.tensor(confidence), float(words[1])))
        kept.numpy().astype("<i4").tofile(words[0])
        print(seconds, flush=True)
