"""
Masks that torchvision pasted into a network's input, for tests/Data/masks_pasted.json. Run with Debian's python3-torchvision: python3 masks_pasted.py > ../masks_pasted.json

"pasted" is what torchvision's GeneralizedRCNNTransform.postprocess, the end of an exported Mask R-CNN, makes of small masks of boxes in a network's input, rounded to 3 digits: rows that have anything, by their number.
"runs" are the original's pixels of at least one half: where the input is the original, "pasted" itself; where the bars of the resize are whole pixels, the rest of "pasted" by torch's interpolate;
else sampled (grid_sample, edges clamped) where the pixels' centres really lie, among the pixels of the input that have anything of the picture in them.
"torchvision" are the same pixels where postprocess pastes straight into the original, without an input in between.
Runs are COCO's: column after column, outside and inside in turn. No value comes nearer to one half than 1e-4, so that no order of summing decides a pixel.
"""
import json
import numpy as np
import torch
import torch.nn.functional as F
import torchvision
from torchvision.models.detection.transform import GeneralizedRCNNTransform

random = np.random.default_rng(23)
transform = GeneralizedRCNNTransform(800, 1333, [0, 0, 0], [1, 1, 1]).eval()


def runs(mask):
    flat = np.concatenate([[False], mask.T.ravel(), [False]])
    edges = np.flatnonzero(flat[1:] != flat[:-1])
    lengths = np.diff(np.concatenate([[0], edges]))
    rest = mask.size - int(lengths.sum())
    return [int(n) for n in lengths] + ([rest] if rest or not len(lengths) else [])


def blob(size):
    coarse = torch.tensor(random.normal(size=(1, 1, 4, 5)), dtype=torch.float64)
    smooth = F.interpolate(coarse, size=(size, size), mode="bicubic", align_corners=True)[0, 0]
    return (1 / (1 + torch.exp(-3 * smooth - 0.8))).float()


def postprocess(masks, boxes, seen, size):
    """Masks of boxes in a picture that the network saw as seen = (height, width), in the picture's own size."""
    return transform.postprocess([dict(boxes=boxes, masks=masks[:, None])], [seen], [size])[0]["masks"][:, 0]


def sample(grid, xs, ys):
    rows, columns = grid.shape
    gx, gy = torch.tensor((2 * (xs + 0.5) / columns) - 1), torch.tensor((2 * (ys + 0.5) / rows) - 1)
    places = torch.stack(torch.broadcast_tensors(gx[None, :], gy[:, None]), dim=-1)[None]
    return F.grid_sample(grid[None, None].double(), places, mode="bilinear", padding_mode="border", align_corners=False)[0, 0].numpy()


cases = []
# network width, height; original width, height; scale x, y; offset x, y; boxes in the network's input, of which some reach over its border or into the bars.
for network, original, scale, offset, boxes in [
        ((48, 40), (48, 40), (1, 1), (0, 0), [(5.3, 7.6, 30.2, 33.8), (28.4, -3.2, 50.9, 20.7), (10.2, 12.1, 13.9, 15.4)]),
        ((48, 48), (96, 72), (0.5, 0.5), (0, 6), [(4.7, 8.3, 40.1, 39.5), (20.2, 2.5, 47.7, 18.8)]),
        ((48, 48), (20, 24), (2, 2), (4, 0), [(6.1, 3.9, 39.6, 44.2), (1.5, 20.4, 20.8, 47.9)]),
        ((40, 48), (101, 63), (40 / 101, 25 / 63), (0, 11), [(2.2, 12.3, 37.8, 34.9), (-4.0, 13.4, 20.6, 30.2)]),
        ((56, 32), (37, 70), (17 / 37, 32 / 70), (19, 0), [(20.3, 1.8, 35.1, 31.2)]),
        ((44, 36), (75, 31), (44 / 75, 36 / 31), (0, 0), [(3.4, 2.9, 42.6, 33.3), (-8.0, 10.0, 52.0, 30.0)])]:
    (columns, rows), (width, height) = network, original
    left, top = offset
    right, bottom = left + round(scale[0] * width), top + round(scale[1] * height)
    for box in boxes:
        while True:
            small, edges = blob(28)[None], torch.tensor([box])
            # As if the network had seen the input at twice its size, so that postprocess has something to do.
            pasted = np.round(postprocess(small, edges * 2, (rows * 2, columns * 2), (rows, columns))[0].numpy().astype(np.float64), 3)
            grid = torch.tensor(pasted)
            if (left, top, scale) == (0, 0, (1, 1)):
                values = pasted
            elif scale[0] == scale[1]:
                values = F.interpolate(grid[None, None, top:bottom, left:right], size=(height, width), mode="bilinear", align_corners=False)[0, 0].numpy()
            else:
                values = sample(grid[top:bottom, left:right], ((np.arange(width) + 0.5) * scale[0]) - 0.5, ((np.arange(height) + 0.5) * scale[1]) - 0.5)
            straight = torch.tensor([[(box[0] - left) / scale[0], (box[1] - top) / scale[1], (box[2] - left) / scale[0], (box[3] - top) / scale[1]]])
            direct = postprocess(small, straight, (height, width), (height, width))[0].numpy()
            if np.abs(values - 0.5).min() > 1e-4 and 0.1 < (values >= 0.5).sum() * scale[0] * scale[1] / ((box[2] - box[0]) * (box[3] - box[1])) < 1:
                break
        lines = {int(y): pasted[y].tolist() for y in range(rows) if pasted[y].any()}
        cases.append(dict(network=network, original=original, scale=scale, offset=offset, box=box, pasted=lines, runs=runs(values >= 0.5), torchvision=runs(direct >= 0.5)))

print(json.dumps(dict(torch=torch.__version__, torchvision=torchvision.__version__, cases=cases)))
