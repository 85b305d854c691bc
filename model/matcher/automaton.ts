import { RE2JS, RE2JSException } from "re2js";

/** A dot matches every character, a line break too: so evaluators of series read a pattern. */
const flags = RE2JS.DOTALL;
const known = new Map<string, RE2JS>();

/** @throws RE2JSException if it is no RE2 pattern */
function compiled(pattern: string): RE2JS {
  const found = known.get(pattern);
  if (found) return found;
  const made = RE2JS.compile(pattern, flags);
  known.set(pattern, made);
  return made;
}

/** Why a text is no RE2 pattern, in the words of the library; undefined: it is one. */
export function patternFault(pattern: string): string | undefined {
  try {
    compiled(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof RE2JSException) return error.message.replace(/^error parsing regexp: /, "");
    throw error;
  }
}

/** Whether a pattern matches the whole of a value, in time that grows with its length alone. */
export const matchesWhole = (pattern: string, value: string): boolean => compiled(pattern).matches(value);

/** A text as a pattern that matches it alone. */
export const quoted = (text: string): string => RE2JS.quote(text);

/** Instructions of a compiled pattern, by their numbers in RE2 (`Inst` of the library; a test compares its answers with these). */
const op = { alt: 1, altMatch: 2, capture: 3, emptyWidth: 4, match: 6, nop: 7, rune: 8, rune1: 9, any: 10, anyButLine: 11 } as const;
/** What an empty width asks for: the beginning or the end of the text. The others need more than one place of it. */
const begin = 4;
const end = 8;

interface Inst {
  readonly op: number;
  readonly out: number;
  readonly arg: number;
  readonly runes: ArrayLike<number>;
  matchRune(rune: number): boolean;
}

/**
 * A pattern as the machine that RE2 compiles it into: a state is the set of its instructions that may come next. With it one
 * can ask not only whether a value matches, but which values do.
 */
export interface Automaton {
  readonly start: State;
  readonly next: (state: State, rune: number) => State;
  /** whether the text may end here */
  readonly accepts: (state: State) => boolean;
  /** runes at which what it does may change */
  readonly borders: readonly number[];
  /** which of its instructions take a rune: equal texts, equal behaviour in every state */
  readonly signature: (rune: number) => string;
}
/** Numbers of instructions, ascending. */
export type State = readonly number[];

/** @returns undefined for what depends on neighbours (`\b`, `(?m)`), or on cases beyond ASCII */
export function automatonOf(pattern: string): Automaton | undefined {
  const { inst: insts, start } = compiled(pattern).re2().prog as { readonly inst: readonly Inst[]; readonly start: number };
  const takers = insts.filter(isTaker);
  const isSimple = ({ op: kind, arg }: Inst) => kind !== op.emptyWidth || arg === begin || arg === end;
  if (insts.some((inst) => inst.op > op.anyButLine || !isSimple(inst)) || takers.some(foldsBeyondAscii)) return undefined;

  const follow = (from: readonly number[], held: number): State => {
    const reached = new Set<number>();
    const open = [...from];
    for (let pc = open.pop(); pc !== undefined; pc = open.pop()) {
      const inst = insts[pc];
      if (!inst || reached.has(pc)) continue;
      reached.add(pc);
      if (inst.op === op.alt || inst.op === op.altMatch) open.push(inst.out, inst.arg);
      else if (inst.op === op.capture || inst.op === op.nop || (inst.op === op.emptyWidth && inst.arg === held)) open.push(inst.out);
    }
    return [...reached].filter((pc) => stays(insts[pc])).sort((one, other) => one - other);
  };
  const asks = (pc: number, place: number) => insts[pc]?.op === op.emptyWidth && insts[pc].arg === place;
  // A beginning that is asked for at the end holds in the empty text alone.
  const ends = [...insts.keys()].filter((pc) => asks(pc, end));
  if (ends.some((pc) => follow([pc], end).some((after) => asks(after, begin)))) return undefined;
  return {
    start: follow([start], begin),
    next: (state, rune) =>
      follow(
        state.flatMap((pc) => (takes(insts[pc], rune) ? [insts[pc]?.out ?? 0] : [])),
        0,
      ),
    accepts: (state) => follow(state, end).some((pc) => insts[pc]?.op === op.match),
    borders: takers.flatMap(bordersOf),
    signature: (rune) => takers.map((inst) => (takes(inst, rune) ? "1" : "0")).join(""),
  };
}

const isTaker = (inst: Inst): boolean => inst.op >= op.rune && inst.op <= op.anyButLine;
const foldsBeyondAscii = ({ runes, arg }: Inst): boolean => runes.length === 1 && (arg & 1) !== 0 && (runes[0] ?? 0) > 0x7f;
/** What is left of a state: what takes a rune, ends the text, or asks where it is. */
const stays = (inst: Inst | undefined): boolean =>
  inst !== undefined && (isTaker(inst) || inst.op === op.match || inst.op === op.emptyWidth);

function takes(inst: Inst | undefined, rune: number): boolean {
  if (!inst || !isTaker(inst)) return false;
  if (inst.op === op.any) return true;
  return inst.op === op.anyButLine ? rune !== 0x0a : inst.matchRune(rune);
}

/** The other case of a letter, and two signs that fold to k and s. */
function bordersOf(inst: Inst): number[] {
  if (inst.op === op.anyButLine) return [0x0a, 0x0b];
  const { runes } = inst;
  if (runes.length === 1) {
    const rune = runes[0] ?? 0;
    return [rune, rune ^ 0x20, 0x17f, 0x212a].flatMap((one) => [one, one + 1]);
  }
  return Array.from(runes, (rune, index) => (index % 2 === 0 ? rune : rune + 1));
}
