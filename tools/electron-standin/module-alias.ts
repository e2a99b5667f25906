import { registerHooks } from 'node:module';

/** From here on `import 'electron'` and `require('electron')` give the stand-in, in this thread. */
export function aliasElectron(): void {
  const url = new URL('./electron.ts', import.meta.url).href;
  registerHooks({
    resolve(specifier, context, next) {
      if (
        specifier === 'electron' ||
        specifier === 'electron/main' ||
        specifier === 'electron/common'
      ) {
        return { url, format: 'module-typescript', shortCircuit: true };
      }
      return next(specifier, context);
    },
  });
}
