import { z } from "zod";

const exported = z.object({
  deployment: z.object({
    resources: z.array(z.object({ type: z.string(), id: z.string().optional(), custom: z.boolean().optional() })).nullish(),
  }),
});

/**
 * `<type token> <id>` of every object in the state of a stack.
 *
 * @param state what `pulumi stack export` prints
 */
export function ownedIn(state: string): string[] {
  const { deployment } = exported.parse(JSON.parse(state));
  return (deployment.resources ?? []).flatMap(({ type, id }) => (id === undefined ? [] : [`${type} ${id}`]));
}
