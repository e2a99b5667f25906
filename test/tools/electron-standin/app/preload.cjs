const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('fixture', {
  invoke: (channel, value) => ipcRenderer.invoke(channel, value),
  invokeFunction: () => ipcRenderer.invoke('echo', () => 1),
  tick(value, heard) {
    const listener = (_event, answer) => {
      ipcRenderer.off('tock', listener);
      heard(answer);
    };
    ipcRenderer.on('tock', listener);
    ipcRenderer.send('tick', value);
  },
  double: (number) => number * 2,
  refuse: () => {
    throw new TypeError('not this');
  },
  sendSync: () => ipcRenderer.sendSync('tick'),
  loadFs: () => require('node:fs'),
  process: { type: process.type, sandboxed: process.sandboxed, electron: process.versions.electron },
  nested: { list: [1, 2, 3] },
});
