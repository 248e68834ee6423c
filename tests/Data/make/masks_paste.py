"""
Masks brought into a picture, for tests/Data/masks_paste.json. Run with Debian's python3-torchvision: python3 masks_paste.py > ../masks_paste.json

Small masks of boxes: "runs" are the pixels of at least one half when the mask is sampled at the pixels' centres with zeros beyond it (torch's grid_sample, which Detectron2 and
MMDetection paste with); "torchvision" are the same pixels by torchvision's own paste_masks_in_image, which first cuts boxes to whole pixels.
Prototypes: "native" are cases in which the padding is a whole number of cells, so that it can be cut off as ultralytics' process_mask_native does before it interpolates
and crops; the others are sampled where the pixels' centres really lie, among the cells that have anything of the picture in them.
Runs are COCO's: column after column, outside and inside in turn. No value comes nearer to its threshold than 1e-4, so that no order of summing decides a pixel.
"""
import json
import numpy as np
import torch
import torch.nn.functional as F
import torchvision
from torchvision.models.detection.roi_heads import paste_masks_in_image

random = np.random.default_rng(11)


def runs(mask):
    flat = np.concatenate([[False], mask.T.ravel(), [False]])
    edges = np.flatnonzero(flat[1:] != flat[:-1])
    lengths = np.diff(np.concatenate([[0], edges]))
    rest = mask.size - int(lengths.sum())
    return [int(n) for n in lengths] + ([rest] if rest or not len(lengths) else [])


def blob(rows, columns, count):
    """Smooth random values, rounded so that the file holds them exactly."""
    coarse = torch.tensor(random.normal(size=(count, 1, 4, 5)), dtype=torch.float64)
    smooth = F.interpolate(coarse, size=(rows, columns), mode="bicubic", align_corners=True)[:, 0]
    return torch.tensor(np.round(smooth.numpy(), 2))


def sample(grid, xs, ys, padding):
    """The grid [rows, columns] at places in cells, where 0 is the first cell's centre."""
    rows, columns = grid.shape
    gx = torch.tensor((2 * (np.asarray(xs) + 0.5) / columns) - 1)
    gy = torch.tensor((2 * (np.asarray(ys) + 0.5) / rows) - 1)
    places = torch.stack(torch.broadcast_tensors(gx[None, :], gy[:, None]), dim=-1)[None]
    return F.grid_sample(grid[None, None].double(), places, mode="bilinear", padding_mode=padding, align_corners=False)[0, 0].numpy()


def far(values, threshold, where):
    return np.abs(values[where] - threshold).min(initial=1) > 1e-4


boxes = []
for size, width, height, box in [
        (28, 90, 60, (10.25, 7.5, 70.5, 52.25)), (28, 60, 90, (5.0, 10.0, 25.0, 80.0)), (14, 80, 64, (-12.75, 20.3, 41.6, 77.9)), (28, 64, 80, (30.2, -9.4, 91.3, 33.3)),
        (7, 50, 40, (3.3, 4.4, 6.1, 9.7)), (28, 120, 30, (-20.6, -15.2, 150.8, 47.1))]:
    while True:
        mask = 1 / (1 + np.exp(-3 * blob(size, size, 1)[0].numpy() - 0.8))
        mask = torch.tensor(np.round(mask, 3))
        x1, y1, x2, y2 = box
        xs = ((np.arange(width) + 0.5 - x1) / (x2 - x1) * size) - 0.5
        ys = ((np.arange(height) + 0.5 - y1) / (y2 - y1) * size) - 0.5
        values = sample(mask, xs, ys, "zeros")
        soft = paste_masks_in_image(mask[None, None].float(), torch.tensor([box]), (height, width))[0, 0].numpy()
        if far(values, 0.5, np.ones_like(values, bool)) and (values >= 0.5).any():
            break
    boxes.append(dict(size=size, width=width, height=height, box=box, mask=mask.ravel().tolist(), runs=runs(values >= 0.5), torchvision=runs(soft >= 0.5)))

prototypes = []
# network width, height; original width, height; scale x, y; offset x, y; the box in the original.
for network, original, scale, offset, box in [
        ((64, 48), (64, 48), (1, 1), (0, 0), (10.3, 5.6, 50.2, 44.8)), ((80, 80), (40, 20), (2, 2), (0, 20), (4.5, 2.25, 37.0, 30.0)), ((80, 80), (25, 50), (1.6, 1.6), (20, 0), (-3.0, 8.4, 19.9, 41.3)),
        ((64, 96), (128, 160), (0.5, 0.5), (0, 8), (100.7, -4.0, 140.0, 90.0)),
        ((96, 64), (75, 41), (96 / 75, 52 / 41), (0, 6), (5.5, 3.1, 60.9, 38.2)), ((64, 64), (33, 70), (30 / 33, 64 / 70), (17, 0), (2.2, 10.8, 31.0, 69.4)), ((72, 40), (101, 63), (72 / 101, 40 / 63), (0, 0), (-8.0, -8.0, 120.0, 80.0))]:
    columns, rows, count = network[0] // 4, network[1] // 4, 5
    (width, height), (x1, y1, x2, y2) = original, box
    whole = scale[0] == scale[1] and offset[0] % 4 == 0 and offset[1] % 4 == 0
    while True:
        protos = blob(rows, columns, count)
        coefficients = torch.tensor(np.round(random.normal(size=count), 2))
        grid = (coefficients @ protos.reshape(count, -1)).reshape(rows, columns)
        if whole:
            left, top = offset[0] // 4, offset[1] // 4
            cut = grid[top:rows - top, left:columns - left]
            values = F.interpolate(cut[None, None], size=(height, width), mode="bilinear", align_corners=False)[0, 0].numpy()
        else:
            left, top = offset[0] // 4, offset[1] // 4
            right, bottom = -(-(offset[0] + round(scale[0] * width)) // 4), -(-(offset[1] + round(scale[1] * height)) // 4)
            values = sample(grid[top:bottom, left:right], ((np.arange(width) + 0.5) * scale[0] + offset[0]) / 4 - 0.5 - left, ((np.arange(height) + 0.5) * scale[1] + offset[1]) / 4 - 0.5 - top, "border")
        c, r = np.arange(width)[None, :], np.arange(height)[:, None]
        inside = (c >= x1) & (c < x2) & (r >= y1) & (r < y2)
        share = ((values > 0) & inside).sum() / inside.sum()
        if far(values, 0, inside) and 0.2 < share < 0.8:
            break
    prototypes.append(dict(native=bool(whole), network=network, original=original, scale=scale, offset=offset, box=box, count=count, rows=rows, columns=columns,
                           prototypes=protos.ravel().tolist(), coefficients=coefficients.tolist(), runs=runs((values > 0) & inside)))

print(json.dumps(dict(torch=torch.__version__, torchvision=torchvision.__version__, boxes=boxes, prototypes=prototypes)))
