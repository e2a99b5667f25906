import { gap } from './gap.ts';

type ProtocolHandler = (request: Request) => Response | Promise<Response>;

const handlers = new Map<string, ProtocolHandler>();
const privileged = new Set<string>();
let registrationOpen = true;

/** The schemes the application answers itself. */
export function ownSchemes(): ReadonlySet<string> {
  return new Set([...handlers.keys(), ...privileged]);
}

/** The handler of a scheme (without the colon). */
export function protocolHandler(scheme: string): ProtocolHandler | undefined {
  return handlers.get(scheme);
}

/** From `ready` on Electron takes no more privileged schemes. */
export function closeSchemeRegistration(): void {
  registrationOpen = false;
}

/** Electron's `protocol`, the same for the default session. */
export const protocol = gap('protocol', {
  registerSchemesAsPrivileged(schemes: readonly { readonly scheme: string }[]): void {
    if (!registrationOpen)
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme } of schemes) privileged.add(scheme);
  },
  handle(scheme: string, handler: ProtocolHandler): void {
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    handlers.set(scheme, handler);
  },
  unhandle(scheme: string): void {
    handlers.delete(scheme);
  },
  isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
});
