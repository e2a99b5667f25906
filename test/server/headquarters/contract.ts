/** Holds what the office API answers against its own OpenAPI document, by a validator that knows nothing of zod. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { z } from 'zod';

const content = z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) }));
const documentSchema = z.object({
  openapi: z.string(),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        summary: z.string(),
        tags: z.array(z.string()),
        'x-permission': z.string().optional(),
        parameters: z.array(z.record(z.string(), z.unknown())),
        requestBody: z.object({ content }).optional(),
        responses: z.object({
          200: z.object({ content }),
          default: z.object({ $ref: z.string() }),
        }),
      }),
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())) }),
});
type OpenApi = z.infer<typeof documentSchema>;

/** `flaw`: what is wrong with an answer of that route and status; null when it keeps to the document. */
export type Contract = {
  readonly document: OpenApi;
  readonly flaw: (method: string, path: string, status: number, data: unknown) => string | null;
};

export function contractOf(found: unknown): Contract {
  const document = documentSchema.parse(found);
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const compiled = new Map<string, ValidateFunction>();
  const judge = (name: string, schema: object, data: unknown): string | null => {
    const validate = compiled.get(name) ?? ajv.compile(schema);
    compiled.set(name, validate);
    return validate(data) ? null : `${name}: ${ajv.errorsText(validate.errors)}`;
  };
  return {
    document,
    flaw: (method, path, status, data) => {
      const plain = path.replace(/\?.*$/, '');
      const operation = document.paths[plain]?.[method.toLowerCase()];
      // A broken service names no code.
      if (status >= 400)
        return status === 500
          ? null
          : judge('Problem', document.components.schemas['Problem'] ?? {}, data);
      if (!operation) return `${method} ${plain} is not in the document`;
      const schema = operation.responses[200].content['application/json']?.schema ?? {};
      return judge(`${method} ${plain}`, schema, data);
    },
  };
}
