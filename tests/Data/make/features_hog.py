"""Histograms of oriented gradients by scikit-image, for tests/Data/features/hog.json. Run with Debian's python3-skimage: python3 features_hog.py > ../features/hog.json"""
import json
import numpy as np
import skimage
from skimage.feature import hog

random = np.random.default_rng(7)
cases = []
for width, height, orientations, cell, block in [(16, 16, 9, 4, 2), (28, 28, 9, 7, 2), (21, 17, 6, 5, 1), (24, 24, 9, 8, 3), (13, 30, 4, 3, 2)]:
    image = random.integers(0, 256, (height, width)).astype(np.float32)
    if width == 28:
        image[5:20, 9:14] = 0
    features = hog(image, orientations=orientations, pixels_per_cell=(cell, cell), cells_per_block=(block, block), block_norm="L2-Hys", feature_vector=True)
    cases.append(dict(width=width, height=height, orientations=orientations, cell=cell, block=block,
                      pixels=image.ravel().astype(int).tolist(), features=[round(float(v), 9) for v in features]))
print(json.dumps(dict(skimage=skimage.__version__, cases=cases)))
