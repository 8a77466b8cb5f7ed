# Writes Pickle/PythonPickles.cs; run it in this folder, with NumPy 1.24 on Python 3.11.
import pickle,bz2,base64,collections,numpy as np,textwrap
shared=[1,2]
sink={
 'none':None,'true':True,'false':False,'ints':[0,1,255,256,65535,65536,-1,-2**31,2**31,2**40,-2**62,2**62],
 'big':2**70,'negbig':-2**70,'floats':[0.0,-0.0,1.5,1e300,5e-324,float('inf'),float('-inf'),float('nan')],
 'str':'x-valid@17','unicode':'Zoë \u2713 \U0001F600 a\\b\nc\'"','bytes':b'\x00\xffab','empty':b'','bytearray':bytearray(b'\x01\x80'),
 'tuple0':(),'tuple1':(1,),'tuple2':(1,'a'),'tuple3':(1,2,3),'tuple4':(1,2,3,4),
 'set':{7},'frozenset':frozenset([8]),'list':[[],[1]],'shared':[shared,shared],
 'od':collections.OrderedDict([('b',1),('a',2)]),'dd':collections.defaultdict(list,{'k':[1]}),
 'np':[np.float64(1.25),np.float32(1.1),np.float16(0.1),np.int8(-5),np.int64(-6),np.uint8(200),np.uint64(2**63+1),np.bool_(True),np.float64(3).astype('>f8')],
 'array':np.array([1.5,-2.5]),'iarray':np.array([1,2,3],dtype=np.int32),'big-endian':np.array([1.5],dtype='>f8'),
 'dict':{1:'one',(1,'t'):'tuple',None:'n',2.5:'f'},
 'many':{i:float(i)/4 for i in range(1500)},'long':list(range(2100)),
}
def b64(b): return base64.b64encode(bz2.compress(b)).decode()
def emit(name,b):
    s=b64(b); lines=textwrap.wrap(s,120)
    return f'    public const string {name} = """\n'+''.join('        '+l+'\n' for l in lines)+'        """;\n'
out=['''namespace NatsBench.Fast.Conversion.Tests.Pickle;

/// <summary>Pickles that CPython 3.11 with NumPy 1.24 made (tests/NatsBench.Fast.Conversion.Tests/make_pickles.py), compressed with its bz2.</summary>
internal static class PythonPickles
{
''']
for p in range(6): out.append(emit(f'Everything{p}',pickle.dumps(sink,protocol=p))+'\n')
def trial(ds,seed,i,epochs=2):
    return {'name':ds,'train_acc1es':{e:10.0*i+e for e in range(epochs)},'train_acc5es':None,'train_losses':{e:1.0/(1+e+i) for e in range(epochs)},
     'train_times':collections.OrderedDict((e,2.5) for e in range(epochs)),'arch_config':{'channel':16,'num_cells':5,'arch_str':'a%d'%i,'class_num':10},
     'params':np.float64(0.5+i),'flop':12.5,'seed':'%04d'%seed,'epochs':epochs,'latency':[0.01],'eval_names':['x-valid','ori-test'],
     'eval_acc1es':{'%s@%d'%(s,e):50.0+i+e for e in range(epochs) for s in('x-valid','ori-test')},
     'eval_times':{'%s@%d'%(s,e):0.5 for e in range(epochs) for s in('x-valid','ori-test')},
     'eval_losses':{'%s@%d'%(s,e):0.25*e for e in range(epochs) for s in('x-valid','ori-test')},'net_state_dict':None}
def record(i,hps):
    return collections.OrderedDict((hp,{'arch_index':i,'arch_str':'a%d'%i,'all_results':{('cifar10',777):trial('cifar10',777,i)},'dataset_seed':{'cifar10':[777]},'clear_net_done':True}) for hp in hps) if i%2 else {hp:{'arch_index':i,'arch_str':'a%d'%i,'all_results':{('cifar10',777):trial('cifar10',777,i)},'dataset_seed':{'cifar10':[777]},'clear_net_done':True} for hp in hps}
metas=['a%d'%i for i in range(6)]
def whole(idx,order=('meta_archs','arch2infos','evaluated_indexes'),hps=('12','200'),key=int,od=False):
    infos={key(i):record(i,hps) for i in idx}
    if od: infos=collections.OrderedDict(infos)
    d={'meta_archs':metas,'arch2infos':infos,'evaluated_indexes':set(idx),'total_archs':6}
    return {k:d[k] for k in order}
for p in range(6): out.append(emit(f'Archive{p}',pickle.dumps(whole([0,1,3]),protocol=p))+'\n')
out.append(emit('ArchiveRecordsFirst',pickle.dumps(whole([0,1,3],('arch2infos','evaluated_indexes','meta_archs')),protocol=4))+'\n')
out.append(emit('ArchiveOneSetting',pickle.dumps(whole([0,1,2,3],hps=('12',)),protocol=4))+'\n')
out.append(emit('ArchiveOneRecord',pickle.dumps(whole([3]),protocol=4))+'\n')
out.append(emit('ArchiveNumpyKeys',pickle.dumps(whole([0,1,3],key=np.int64,od=True),protocol=4))+'\n')
s=''.join(out).rstrip('\n')+'\n}\n'
open('Pickle/PythonPickles.cs','w').write(s)

