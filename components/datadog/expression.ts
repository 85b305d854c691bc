/** Which monitors must alert together: the trigger condition of a composite, on logical names. */
export type Expression =
  | { readonly monitor: string }
  | { readonly all: readonly Expression[] }
  | { readonly any: readonly Expression[] }
  | { readonly not: Expression };

/** The names in an expression, each once, in the order in which they are written. */
export function monitorsIn(expression: Expression): string[] {
  const names = (part: Expression): string[] => {
    if ("monitor" in part) return [part.monitor];
    return "not" in part ? names(part.not) : ("all" in part ? part.all : part.any).flatMap(names);
  };
  return [...new Set(names(expression))];
}

/**
 * The expression as the query of a composite.
 *
 * @param id the vendor's id of a monitor, by its logical name
 */
export function expressionText(expression: Expression, id: (name: string) => string): string {
  if ("monitor" in expression) return id(expression.monitor);
  if ("not" in expression) return `!${enclosed(expression.not, id)}`;
  const [parts, operator] = "all" in expression ? [expression.all, " && "] : [expression.any, " || "];
  return parts.map((part) => enclosed(part, id)).join(operator);
}

function enclosed(expression: Expression, id: (name: string) => string): string {
  const text = expressionText(expression, id);
  return "monitor" in expression || "not" in expression ? text : `(${text})`;
}

/** `all` or `any` of parts: parts that say the same are said once, and one part needs no operator. */
export function joined(operator: "all" | "any", parts: readonly Expression[]): Expression {
  const different = [...new Map(parts.map((part) => [expressionText(part, (name) => name), part])).values()];
  const [only, ...more] = different;
  if (only && more.length === 0) return only;
  return operator === "all" ? { all: different } : { any: different };
}
