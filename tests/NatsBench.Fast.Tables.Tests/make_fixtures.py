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
