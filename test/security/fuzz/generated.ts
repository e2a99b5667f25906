/** Messages as a schema allows them, drawn by chance; where names are known, values that mean something are drawn more often. */
import fc from 'fast-check';
import { z } from 'zod';

type Json = z.core.JSONSchema.JSONSchema;

/** What a member of this name may well be, so that a message gets further than the first look-up. */
export type Known = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** Values that the schema takes. Money and quantities, which are no JSON type of their own, are whole numbers. */
export function generated(schema: z.ZodType, known: Known = {}): fc.Arbitrary<unknown> {
  const json = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'inline',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'custom') jsonSchema.type = 'integer';
    },
  });
  return fromJson(json, known);
}

function fromJson(json: Json, known: Known): fc.Arbitrary<unknown> {
  if (json.const !== undefined) return fc.constant(json.const);
  if (json.enum !== undefined) return fc.constantFrom(...json.enum);
  const options = json.anyOf ?? json.oneOf;
  if (options !== undefined) return fc.oneof(...options.map((option) => part(option, known)));
  switch (json.type) {
    case 'object':
      return objectOf(json, known);
    case 'array':
      return fc.array(part(json.items, known), {
        minLength: json.minItems ?? 0,
        maxLength: Math.min(json.maxItems ?? 4, 4),
      });
    case 'string':
      return textOf(json);
    case 'integer':
      return wholeOf(json);
    case 'number':
      return fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer());
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

const part = (json: unknown, known: Known): fc.Arbitrary<unknown> =>
  typeof json === 'object' && json !== null ? fromJson(json as Json, known) : fc.jsonValue();

function objectOf(json: Json, known: Known): fc.Arbitrary<unknown> {
  if (json.properties === undefined) {
    const value = part(json.additionalProperties, known);
    return fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), value, { maxKeys: 4 });
  }
  const members = Object.entries(json.properties).map(([name, inner]) => {
    const free = part(inner, known);
    const likely = Object.hasOwn(known, name) ? known[name] : undefined;
    const value = likely ? fc.oneof({ weight: 6, arbitrary: likely }, free) : free;
    return [name, value] as const;
  });
  return fc.record(Object.fromEntries(members), {
    requiredKeys: members.map(([name]) => name).filter((name) => json.required?.includes(name)),
  });
}

function textOf(json: Json): fc.Arbitrary<unknown> {
  if (json.format === 'date-time')
    return fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') })
      .map((date) => date.toISOString());
  // What looks ahead cannot be generated from; most texts keep to it.
  const looksAhead = json.pattern?.includes('(?') === true && /\(\?[=!]/.test(json.pattern);
  if (json.pattern !== undefined && !looksAhead) return fc.stringMatching(new RegExp(json.pattern));
  const maxLength = Math.min(json.maxLength ?? 40, 40);
  return fc.string({ minLength: json.minLength ?? 0, maxLength, unit: 'binary' });
}

function wholeOf(json: Json): fc.Arbitrary<unknown> {
  const lowest = json.minimum ?? Number.MIN_SAFE_INTEGER;
  const highest = json.maximum ?? Number.MAX_SAFE_INTEGER;
  const within = (least: number, most: number): fc.Arbitrary<number> =>
    least > highest || most < lowest
      ? fc.constantFrom(lowest, highest)
      : fc.integer({ min: Math.max(lowest, least), max: Math.min(highest, most) });
  return fc.oneof(
    { weight: 3, arbitrary: within(-5, 20) },
    within(-100_000, 100_000),
    fc.constantFrom(lowest, highest),
  );
}
