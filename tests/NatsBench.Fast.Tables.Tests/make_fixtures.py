# Writes Fixtures/*.pickle; run it in this folder, with NumPy 1.24 on Python 3.11. The cells are the first twelve of the archive.
import pickle, numpy as np

CELLS = open('Fixtures/cells.txt').read().split('\n')[:12]
METRICS = 'edgegpu_latency edgegpu_energy raspi4_latency edgetpu_latency pixel3_latency eyeriss_latency eyeriss_energy eyeriss_arithmetic_intensity fpga_latency fpga_energy'.split()

def metrics(offset):
    table = {name: [np.float64(offset + number + index / 8) for index in range(12)] for number, name in enumerate(METRICS)}
    table['edgegpu_latency'] = np.array([offset + index / 8 for index in range(12)])   # an array
    table['raspi4_latency'] = [int(offset + index) for index in range(12)]             # whole numbers
    table['config'] = [{'name': 'infer.tiny', 'C': 16, 'N': 5, 'arch_str': cell, 'num_classes': 10} for cell in CELLS]
    return table

hwnas = {'nasbench201': {'cifar10': metrics(1), 'cifar100': metrics(100), 'ImageNet16-120': metrics(200)},
         'fbnet': {'edgegpu_latency': {'Skip_H112_W112_Cin16_Cout16_exp1': 0.25}}}
pickle.dump(hwnas, open('Fixtures/hwnas.pickle', 'wb'))
swapped = {'nasbench201': {'cifar10': metrics(1)}}
swapped['nasbench201']['cifar10']['config'].reverse()
pickle.dump(swapped, open('Fixtures/hwnas-swapped.pickle', 'wb'))

with open('Fixtures/nb2_cf10_seed42_dlrandom_dlinfo1_initwnone_initbnone.p', 'wb') as f:
    for line, index in enumerate(list(range(12)) + [3, 3]):                            # a job that was started again
        pickle.dump({'i': index, 'arch': CELLS[index], 'valacc': 80.0 + index,
                     'logmeasures': {'synflow': index + line / 64, 'grad_norm': float('nan') if index == 5 else index + 0.25}}, f)

# Partial archives (Fixtures/partial): formulas of the index, which ImportTests know. Needs pandas or pyarrow for Syne Tune's table; without
# them the other files are written all the same.
import json, os, zipfile
os.makedirs('Fixtures/partial/nasbench201', exist_ok=True)
OPS = ['none', 'skip_connect', 'nor_conv_1x1', 'nor_conv_3x3', 'avg_pool_3x3']

def operations(cell):
    return [edge.split('~')[0] for node in cell.split('+') for edge in node.strip('|').split('|')]

def codes(cell):
    return ''.join(str(OPS.index(op)) for op in operations(cell))

def params(cell, classes=10):
    ops = operations(cell)
    return (72656 + 243040 * ops.count('nor_conv_3x3') + 28000 * ops.count('nor_conv_1x1') + 65 * classes) / 1e6

pickle.dump({codes(c): [80.0 + i, 81.5 + i] + ([82.25 + i] if i % 2 else []) for i, c in enumerate(CELLS)}, open('Fixtures/partial/cifar10.pkl', 'wb'))
pickle.dump({codes(c): [50.0 + i, 51.0 + i] for i, c in enumerate(CELLS)}, open('Fixtures/partial/imagenet.pkl', 'wb'))

def naslib(i, cell, swapped=False):
    return {'train_acc1es': [10.0 + i + e for e in range(4)], 'train_losses': [2.0 - e / 8 for e in range(4)],
            'eval_acc1es': [20.0 + i + e for e in range(4)], 'eval_losses': [1.5 - e / 8 for e in range(4)],
            'cost_info': {'train_time': 12.5, 'flops': 40.5 + i, 'params': params(CELLS[-1 - i] if swapped else cell, 100), 'latency': 0.0125}}

pickle.dump({c: {'cifar100': naslib(i, c)} for i, c in enumerate(CELLS)}, open('Fixtures/partial/nb201_cifar100_full_training.pickle', 'wb'))
pickle.dump({c: {'cifar100': naslib(i, c, True)} for i, c in enumerate(CELLS)}, open('Fixtures/partial/nb201_swapped_full_training.pickle', 'wb'))

def mfnas(i, cell, epochs):
    return {'train_acc': [0.125 + e / 64 for e in range(epochs)], 'val_acc': [0.25 + i / 64 for e in range(epochs)], 'test_acc': [0.5 + i / 64] * epochs,
            'train_loss': [1.0] * epochs, 'val_loss': [2.0] * epochs, 'train_time': 7.5, 'FLOPs': 40.5, 'params': params(cell)}

pickle.dump({hp: {codes(c): mfnas(i, c, n) for i, c in enumerate(CELLS)} for hp, n in (('200', 4), ('12', 2))}, open('Fixtures/partial/[NB201][cifar10]_data.p', 'wb'))

def hpobench(i, seed):
    every = {f'{e}': 10.0 + i + e + seed / 1e4 for e in (0, 1, 199)}
    sets = {**{f'ori-test@{e}': 20.0 + i + e + seed / 1e4 for e in (0, 1, 199)}, 'x-valid@199': 30.0 + i}
    return {'train_acc1es': every, 'train_losses': {**every, '1': float('nan')}, 'train_times': {f'{e}': 12.5 for e in range(200)}, 'eval_acc1es': sets, 'eval_losses': sets,
            'eval_times': {f'{name}@{e}': 0.75 for name in ('ori-test', 'x-valid') for e in range(200)}}

# The cell of odd index was trained with two seeds; the third is a copy of the second.
hpo = {str(seed): {c: hpobench(i, 888 if i % 2 and seed == 999 else seed) for i, c in enumerate(CELLS[:3])} for seed in (777, 888, 999)}
text = json.dumps(hpo)
open('Fixtures/partial/NAS-Bench-201-v1_1-096897_cifar100.json', 'w').write(text)
with zipfile.ZipFile('Fixtures/partial/nasbench_201_data_v1.3.zip', 'w', zipfile.ZIP_DEFLATED) as z:
    z.writestr('nasbench_201/NAS-Bench-201-v1_1-096897_cifar100.json', text)

errors = np.zeros((2, 12, 3, 4, 7), dtype=np.float32)                                  # task, cell, seed, epoch, objective
for task in range(2):
    for i in range(12):
        for seed in range(3):
            for e in range(4):
                errors[task, i, seed, e] = [0.5 - i / 64 - e / 128 - seed ** 2 * (e + 1) / 1000, 0.4 - seed ** 2 * e * e / 900 - e / 64, 1, e + 1, 0.01, 40, params(CELLS[i], (10, 100)[task])]
        if i % 3 == 1:                                                                 # a seed that was never trained
            errors[task, i, 2, :, :2] = np.mean(errors[task, i, :2, :, :2], axis=0)
        if i == 11:                                                                    # a cell that learns nothing
            errors[task, i, :, :, :2] = 0.9
np.save('Fixtures/partial/nasbench201/objectives_evaluations.npy', errors)
json.dump({'task_names': ['cifar10', 'cifar100'], 'objectives_names': ['metric_valid_error', 'metric_train_error', 'metric_runtime', 'metric_elapsed_time', 'metric_latency', 'metric_flops', 'metric_params']},
          open('Fixtures/partial/nasbench201/metadata.json', 'w'))
with open('Fixtures/partial/minibench.csv', 'w') as f:
    f.write('arch,cellstr,cifar10-test,cifar10-val,cifar100-test,cifar100-val,imagenet-test,imagenet-val\n')
    for i, c in enumerate(CELLS):
        f.write(f'{i},{c},{70.5 + i},{69.25 + i},{40 + i},{41 + i},{20 + i},{21 + i}\n')
