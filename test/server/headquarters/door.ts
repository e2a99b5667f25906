/** Headquarters' doors over HTTP on a test world; what the office API answers is held against its OpenAPI document. */
import axios, { type AxiosResponse } from 'axios';
import { expect } from 'vitest';
import { openApiPath } from '../../../shared/wire/headoffice.ts';
import { officeApi } from '../../../shared/wire/problem.ts';
import { headquartersApp } from '../../../server/headquarters/app.ts';
import { listen } from '../../../server/http/listen.ts';
import { contractOf } from './contract.ts';
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
    log: ({ text }) => void log.push(text),
    page,
  });
  const url = await listen(app, 0);
  const openApi = await axios.get<unknown>(url + openApiPath);
  const { flaw } = contractOf(openApi.data);
  return {
    url,
    log,
    call: async (method, path, data, headers = {}) => {
      const request = { method, url: url + path, data, headers, validateStatus: () => true };
      const answer = await axios.request<unknown>(request);
      if (path.startsWith(officeApi))
        expect(flaw(method, path, answer.status, answer.data)).toBeNull();
      return answer;
    },
    close: async () => {
      await app.close();
      await world.close();
    },
  };
}
