/** Headquarters' doors over HTTP on a test world. */
import axios, { type AxiosResponse } from 'axios';
import { headquartersApp } from '../../../server/headquarters/app.ts';
import { listen } from '../../../server/http/listen.ts';
import type { TestWorld } from './world.ts';

export type Door = {
  readonly url: string;
  /** What was written to the log. */
  readonly log: readonly string[];
  /** Answers whatever the status is. */
  readonly call: (
    method: string,
    path: string,
    data?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<AxiosResponse<unknown>>;
  /** Closes door and world. */
  readonly close: () => Promise<void>;
};

/** `page`: the folder of the head office page. */
export async function openDoor(world: TestWorld, page?: string): Promise<Door> {
  const log: string[] = [];
  const app = headquartersApp({
    headquarters: world.now(),
    log: (line) => void log.push(line),
    page,
  });
  const url = await listen(app, 0);
  return {
    url,
    log,
    call: (method, path, data, headers = {}) =>
      axios.request({ method, url: url + path, data, headers, validateStatus: () => true }),
    close: async () => {
      await app.close();
      await world.close();
    },
  };
}
