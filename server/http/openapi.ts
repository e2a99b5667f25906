/** An OpenAPI 3.1 document made of declared routes: their schemas are the ones that read and type what goes over the wire. */
import { z } from 'zod';
import { problemMedia, problemSchema } from '../../shared/wire/problem.ts';

export type Declared = {
  readonly method: 'get' | 'post' | 'delete';
  readonly path: string;
  /** One sentence: what it is for. */
  readonly about: string;
  /** A query for `get`, a JSON body otherwise; null when there is none. */
  readonly takes: z.ZodType | null;
  readonly answer: z.ZodType;
  /** Who may: anybody, whoever is signed in, or a named permission. */
  readonly access: 'anybody' | 'session' | { readonly permission: string };
  /** Whether it takes the header `Idempotency-Key`. */
  readonly keyed: boolean;
};

export type ApiFacts = {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  /** Names of the session's cookie, of the header with its CSRF token, and of the header with the idempotency key. */
  readonly cookie: string;
  readonly csrf: string;
  readonly key: string;
};

type Json = { [name: string]: unknown };

/** What a schema reads (`input`) or gives (`output`), as JSON Schema 2020-12, which OpenAPI 3.1 takes as it is. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  // What only a function can judge says its type in its metadata.
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

/** The document as plain JSON. */
export function openApi(facts: ApiFacts, routes: readonly Declared[]): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes)
    paths[route.path] = { ...paths[route.path], [route.method]: operation(route) };
  return {
    openapi: '3.1.0',
    info: { title: facts.title, version: facts.version, description: facts.description },
    paths,
    components: {
      schemas: { Problem: jsonSchema(problemSchema, 'output') },
      responses: {
        Problem: {
          description: 'Refused: problem details with a stable `code`. Nothing was changed.',
          content: { [problemMedia]: { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      parameters: {
        IdempotencyKey: {
          in: 'header',
          name: facts.key,
          required: false,
          description:
            'Chosen by the caller, new for each change. The same key with the same body is answered as before without acting again, for a day.',
          schema: { type: 'string', pattern: idempotencyKey.source },
        },
      },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: facts.cookie },
        csrf: { type: 'apiKey', in: 'header', name: facts.csrf },
      },
    },
  };
}

/** What a caller may choose as the key of a change. */
export const idempotencyKey = /^[\w.:-]{8,100}$/;

function operation(route: Declared): Json {
  const { method, path, takes, access, keyed } = route;
  const query = method === 'get' && takes ? queryParameters(takes) : [];
  const key = keyed ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : [];
  return {
    operationId: `${method} ${path}`.replaceAll(/\W+(\w)/g, (_whole, letter: string) =>
      letter.toUpperCase(),
    ),
    tags: [path.split('/')[2] ?? ''],
    summary: route.about,
    ...(typeof access === 'object' ? { 'x-permission': access.permission } : {}),
    security:
      access === 'anybody' ? [] : [method === 'get' ? { session: [] } : { session: [], csrf: [] }],
    parameters: [...query, ...key],
    ...(method !== 'get' && takes
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: jsonSchema(takes, 'input') } },
          },
        }
      : {}),
    responses: {
      200: {
        description: 'Done.',
        content: { 'application/json': { schema: jsonSchema(route.answer, 'output') } },
      },
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

const objectSchema = z.object({
  properties: z.record(z.string(), z.looseObject({ description: z.string().optional() })),
  required: z.array(z.string()).default([]),
});

function queryParameters(takes: z.ZodType): Json[] {
  const { properties, required } = objectSchema.parse(jsonSchema(takes, 'input'));
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    in: 'query',
    name,
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }));
}
