/** By which way PostgreSQL answers what a piece of work asks: the statements as they are sent, each explained with its own values. */
import { Client } from 'pg';
import { z } from 'zod';

type Node = {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string | undefined;
  readonly 'Relation Name'?: string | undefined;
  readonly Plans?: readonly Node[] | undefined;
};
const nodeSchema: z.ZodType<Node> = z.lazy(() =>
  z.object({
    'Node Type': z.string(),
    'Index Name': z.string().optional(),
    'Relation Name': z.string().optional(),
    Plans: z.array(nodeSchema).optional(),
  }),
);
const explainedSchema = z.tuple([
  z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: nodeSchema })]) }),
]);
const askedSchema = z.object({ text: z.string(), values: z.array(z.unknown()) });

/** Where rows come from: indexes by name, and tables that are read whole as `all of <table>`. */
function scans(node: Node): string[] {
  const own = /Scan$/.test(node['Node Type'])
    ? (node['Index Name'] ??
      (node['Node Type'] === 'Seq Scan' ? `all of ${node['Relation Name'] ?? '?'}` : undefined))
    : undefined;
  const below = (node.Plans ?? []).flatMap(scans);
  return own === undefined ? below : [own, ...below];
}

/** Does the work once and answers the ways of its reading statements, each once. `url`, `schema`: where to ask for them. */
export async function plansOf(
  work: () => Promise<unknown>,
  { url, schema }: { readonly url: string; readonly schema: string },
): Promise<readonly string[]> {
  const asked: z.infer<typeof askedSchema>[] = [];
  const prototype: { query: (...given: readonly unknown[]) => unknown } = Client.prototype;
  const { query } = prototype;
  prototype.query = function (this: unknown, ...given) {
    const read = askedSchema.safeParse(given[0]);
    if (read.success && /^\s*(select|with)/i.test(read.data.text)) asked.push(read.data);
    return Reflect.apply(query, this, given);
  };
  try {
    await work();
  } finally {
    prototype.query = query;
  }
  const client = new Client({ connectionString: url, options: `-c search_path=${schema}` });
  await client.connect();
  const found = new Set<string>();
  try {
    for (const { text, values } of asked) {
      const { rows } = await client.query({ text: `explain (format json) ${text}`, values });
      for (const way of scans(explainedSchema.parse(rows)[0]['QUERY PLAN'][0].Plan)) found.add(way);
    }
  } finally {
    await client.end();
  }
  return [...found];
}
