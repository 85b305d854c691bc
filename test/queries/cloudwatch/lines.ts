import type { FieldTest, FilterPattern } from "../../../components/aws/fake/filter-pattern.ts";

/** One line of a log: an object in JSON, or fields between spaces as nginx writes them. */
export type Line = Readonly<Record<string, string | number>>;

/** Whether a filter pattern takes a line, as CloudWatch documents it. */
export function takes(pattern: FilterPattern, line: string): boolean {
  if (pattern.kind === "every") return true;
  if (pattern.kind === "json") {
    const fields = parsed(line);
    return fields !== undefined && holds(pattern.test, fields);
  }
  const values = line.match(/"[^"]*"|\[[^\]]*\]|\S+/g)?.map((field) => field.replace(/^["[]|["\]]$/g, "")) ?? [];
  if (values.length !== pattern.fields.length) return false;
  return pattern.fields.every(({ name, test }, index) => test === undefined || holds(test, { [name]: values[index] ?? "" }));
}

function parsed(line: string): Line | undefined {
  try {
    return JSON.parse(line) as Line;
  } catch {
    return undefined;
  }
}

function holds(test: FieldTest, line: Line): boolean {
  if ("all" in test) return test.all.every((one) => holds(one, line));
  if ("any" in test) return test.any.some((one) => holds(one, line));
  const value = line[test.field];
  if (value === undefined) return false;
  if (test.operator === "!=") return !holds({ ...test, operator: "=" }, line);
  if (test.operator !== "=") throw new Error(`${test.operator} is not looked at here`);
  // A number without quotation marks is a number; what is between quotation marks is text.
  if (typeof value === "number" && (test.value.startsWith('"') || (!test.value.includes("*") && Number(test.value) !== value)))
    return false;
  const form = test.value.replace(/^"|"$/g, "");
  const literal = form.split("*").map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  return new RegExp(`^${literal.join(".*")}$`, "s").test(String(value));
}
