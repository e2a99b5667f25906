/** The only door between window and main process: three channels, nothing of Electron or Node. */
import { contextBridge, ipcRenderer } from 'electron';
import { bridgeChannels, bridgeName, type Bridge } from '../../shared/bridge/contract.ts';
import type { View } from '../../shared/bridge/view.ts';

const bridge: Bridge = {
  command: (command) => ipcRenderer.invoke(bridgeChannels.command, command),
  query: (query) => ipcRenderer.invoke(bridgeChannels.query, query),
  watch: (seen) => {
    const hear = (_event: unknown, view: View): void => seen(view);
    ipcRenderer.on(bridgeChannels.view, hear);
    return () => {
      ipcRenderer.off(bridgeChannels.view, hear);
    };
  },
};

contextBridge.exposeInMainWorld(bridgeName, bridge);
