# Writes golden/; run it in this folder, with NumPy 1.24 on Python 3.11.
import pickle
import numpy as np

images = (np.arange(2 * 768, dtype=np.int64) * 7919 // 5 % 256).astype(np.uint8).reshape(2, 768)
batch = {"data": images, "labels": [120, 3], "mean": images.astype(np.float64).mean(axis=0)[:4]}
for protocol in range(6):
    with open(f"golden/protocol-{protocol}.pickle", "wb") as file:
        pickle.dump(batch, file, protocol=protocol)
with open("golden/bytes-keys.pickle", "wb") as file:
    pickle.dump({key.encode(): value for key, value in batch.items()}, file, protocol=4)
with open("golden/array-labels.pickle", "wb") as file:
    pickle.dump({**batch, "labels": np.array(batch["labels"], dtype=np.int16)}, file, protocol=5)
with open("golden/columns-first.pickle", "wb") as file:
    pickle.dump({**batch, "data": np.asfortranarray(images)}, file, protocol=4)
