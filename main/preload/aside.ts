/** The door of a window that only shows: one channel inwards, none outwards. */
import { contextBridge, ipcRenderer } from 'electron';
import { asideChannel, asideName, type Aside } from '../../shared/bridge/aside.ts';

let latest: { readonly shown: unknown } | null = null;
const watchers = new Set<(shown: unknown) => void>();
ipcRenderer.on(asideChannel, (_event: unknown, shown: unknown) => {
  latest = { shown };
  for (const seen of watchers) seen(shown);
});

const aside: Aside = {
  watch: (seen) => {
    watchers.add(seen);
    if (latest !== null) seen(latest.shown);
  },
};

contextBridge.exposeInMainWorld(asideName, aside);
