"""The peers of the metrics: scikit-learn, torchvision (one thread) and Python's json. A line in names an op, a line out gives its best seconds and its value."""
import hashlib, json, sys, time
import numpy as np, sklearn, torch, torchvision
from sklearn import metrics
from torchvision import ops

torch.set_num_threads(1)
rng = np.random.default_rng(5)


def boxes(n):
    w, h = rng.uniform(8, 160, n), rng.uniform(8, 160, n)
    x, y = rng.uniform(0, 640 - w), rng.uniform(0, 480 - h)
    return np.c_[x, y, x + w, y + h].astype(np.float32)


y = rng.random(10**6) < 0.3
s = rng.normal(0, 1, 10**6) + y
rounded = np.round(s, 2)
first, second = boxes(5000), boxes(5000)
a, b = torch.tensor(first), torch.tensor(second)


def clustered(n):
    c = boxes(n // 20).repeat(20, 0) + rng.normal(0, 4, (n, 4)).astype(np.float32)
    c[:, 2:] = np.maximum(c[:, 2:], c[:, :2] + 1)
    return c


scattered, crowded = boxes(10000), clustered(10000)
confidence, classes = rng.random(10000).astype(np.float32), rng.integers(0, 80, 10000).astype(np.int32)
suppressed = {k: torch.tensor(v) for k, v in (("random", scattered), ("clustered", crowded), ("classes", scattered))}
order, labels = torch.tensor(confidence), torch.tensor(classes)


def auc_of(curve):
    return metrics.auc(curve[0], curve[1])


def best(op, times=5):
    op()
    took = []
    for _ in range(times):
        start = time.perf_counter()
        value = op()
        took.append(time.perf_counter() - start)
    return min(took), value


def table(op):
    seconds, value = best(lambda: op(a, b), 3)
    return seconds, float(value.double().sum())


def nms(what, threshold):
    op = (lambda: ops.batched_nms(suppressed[what], order, labels, threshold)) if what == "classes" else (lambda: ops.nms(suppressed[what], order, threshold))
    seconds, kept = best(op, 9)
    return seconds, hashlib.sha256(kept.numpy().astype("<i4").tobytes()).hexdigest()


for line in sys.stdin:
    name, _, argument = line.strip().partition(" ")
    if name == "data":
        with open(argument, "wb") as out:
            for array in (y.astype(np.uint8), s, first, second, scattered, crowded, confidence, classes):
                out.write(array.tobytes())
        print(f"scikit-learn {sklearn.__version__}, torchvision {torchvision.__version__}, Python {sys.version.split()[0]}", flush=True)
        continue
    if name == "auc":
        answer = best(lambda: metrics.roc_auc_score(y, s))
    elif name == "auc_ties":
        answer = best(lambda: metrics.roc_auc_score(y, rounded))
    elif name == "roc":
        seconds, curve = best(lambda: metrics.roc_curve(y, s, drop_intermediate=False))
        answer = seconds, auc_of(curve)
    elif name == "ap":
        answer = best(lambda: metrics.average_precision_score(y, s))
    elif name == "nms":
        what, threshold = argument.split()
        answer = nms(what, float(threshold))
    elif name == "json":
        answer = best(lambda: [json.load(open(f"{argument}/{f}_large.json")) for f in ("gt", "dt")], 2)[0], 0
    else:
        answer = table({"iou": ops.box_iou, "giou": ops.generalized_box_iou, "diou": ops.distance_box_iou, "ciou": ops.complete_box_iou}[name])
    print(*answer, flush=True)
