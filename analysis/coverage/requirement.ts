/** Where a requirement belongs that the catalog cannot carry. */
export const elsewhere = ["application", "people", "dropped"] as const;
export type Elsewhere = (typeof elsewhere)[number];

/** A row of `docs/requirements.md`. */
export interface Requirement {
  readonly id: string;
  /** name of the system, as the heading above its table has it */
  readonly system: string;
  readonly asks: string;
  readonly reason?: Reason;
  /** from 1 */
  readonly line: number;
}
export interface Reason {
  readonly kind: Elsewhere;
  readonly why: string;
  /** relative links in `why`, as written */
  readonly links: readonly string[];
}

/** Something that the page cannot mean. */
export interface Misprint {
  readonly line: number;
  readonly what: string;
}

export interface Requirements {
  /** as written */
  readonly requirements: readonly Requirement[];
  readonly misprints: readonly Misprint[];
}

const idPattern = /^[A-Z]+-[A-Z]+(\d+[a-z]?)?$/;

/** Reads the page: a heading of depth two a system, below it one table of ids. */
export function readRequirements(page: string): Requirements {
  const requirements: Requirement[] = [];
  const misprints: Misprint[] = [];
  const lines = new Map<string, number>();
  let system = "";
  for (const [index, text] of page.split("\n").entries()) {
    const line = index + 1;
    const misprint = (what: string) => misprints.push({ line, what });
    const heading = /^## (.+)$/.exec(text)?.[1];
    if (heading !== undefined) system = heading.trim();
    const cells = cellsOf(text);
    if (!cells || cells[0] === "Id" || /^-+$/.test(cells[0] ?? "")) continue;
    const [id = "", asks = "", other = "", ...more] = cells;
    if (more.length > 0 || cells.length < 3) misprint(`a row has three cells, and this one has ${cells.length}`);
    if (!idPattern.test(id)) misprint(`${JSON.stringify(id)} is no id such as E-A01`);
    if (asks === "") misprint(`${id} asks for nothing`);
    if (system === "") misprint(`${id} comes before the first system`);
    const before = lines.get(id);
    if (before !== undefined) misprint(`${id} is already on line ${before}`);
    lines.set(id, line);
    const reason = other === "" ? undefined : reasonOf(other);
    if (typeof reason === "string") misprint(`${id}: ${reason}`);
    requirements.push({ id, system, asks, line, ...(typeof reason === "object" && { reason }) });
  }
  return { requirements, misprints };
}

/** The cells of a row; undefined where the line is none. A bar after a backslash belongs to its cell. */
function cellsOf(line: string): string[] | undefined {
  if (!line.startsWith("|")) return undefined;
  return line
    .trim()
    .replace(/^\|/, "")
    .replace(/\|$/, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

/** @returns a sentence where the cell is no reason */
function reasonOf(cell: string): Reason | string {
  const [, word = "", why = ""] = /^(\w+): *(.*)$/.exec(cell) ?? [];
  const kind = elsewhere.find((one) => one === word);
  if (!kind) return `a reason begins with one of ${elsewhere.map((one) => `${one}:`).join(", ")}`;
  if (why === "") return `why it belongs to ${kind} is not said`;
  const links = [...why.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target).filter((target) => !/^[a-z]+:/.test(target));
  if (kind === "people" && links.length === 0) return "what people do is written down somewhere: link it";
  return { kind, why, links };
}
