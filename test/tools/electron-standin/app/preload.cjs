const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('fixture', {
  /** @type {(channel: string, value: unknown) => Promise<unknown>} */
  invoke: (channel, value) => ipcRenderer.invoke(channel, value),
  invokeFunction: () => ipcRenderer.invoke('echo', () => 1),
  /** @type {(value: unknown, heard: (answer: unknown) => void) => void} */
  tick(value, heard) {
    /** @type {(event: unknown, answer: unknown) => void} */
    const listener = (_event, answer) => {
      ipcRenderer.off('tock', listener);
      heard(answer);
    };
    ipcRenderer.on('tock', listener);
    ipcRenderer.send('tick', value);
  },
  /** @type {(number: number) => number} */
  double: (number) => number * 2,
  refuse: () => {
    throw new TypeError('not this');
  },
  sendSync: () => void ipcRenderer.sendSync('tick'),
  loadFs: () => void require('node:fs'),
  process: {
    type: process.type,
    sandboxed: process.sandboxed,
    electron: process.versions.electron,
  },
  nested: { list: [1, 2, 3] },
});
