import type { Automaton, State } from "./automaton.ts";

/** More states than this are not looked at: the question is then undecided. */
const mostStates = 4000;

/** Readable signs first, so that an example looks like a value. */
const readable = [..."0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-/.: "].map((sign) => sign.codePointAt(0) ?? 0);
const ranks = new Map(readable.map((rune, index) => [rune, index]));
const lastRune = 0x10ffff;

/** Runes that no automaton tells apart. */
interface RuneClass {
  /** the one that stands for all */
  readonly rune: number;
  /** how many there are */
  readonly size: number;
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

/** All runes that a label's value may hold, in classes; readable ones first. */
export function runeClasses(automata: readonly Automaton[]): RuneClass[] {
  // Halves of surrogate pairs are no characters, and control characters no values.
  const borders = [0x20, 0x7f, 0xa0, 0xd800, 0xe000, ...automata.flatMap((one) => one.borders)].filter(
    (rune) => rune >= 0x20 && rune <= lastRune,
  );
  const starts = [...new Set(borders)].sort((one, other) => one - other);
  const classes = new Map<string, [number, number][]>();
  for (const [index, from] of starts.entries()) {
    if ((from >= 0x7f && from < 0xa0) || (from >= 0xd800 && from < 0xe000)) continue;
    const signature = automata.map((one) => one.signature(from)).join("|");
    classes.set(signature, [...(classes.get(signature) ?? []), [from, (starts[index + 1] ?? lastRune + 1) - 1]]);
  }
  const made = [...classes.values()].map((ranges): RuneClass => {
    const holds = (rune: number) => ranges.some(([from, to]) => from <= rune && rune <= to);
    const rune = readable.find(holds) ?? ranges[0]?.[0] ?? 0;
    return { rune, size: ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0), ranges };
  });
  const rank = ({ rune }: RuneClass) => ranks.get(rune) ?? readable.length + rune;
  return made.sort((one, other) => rank(one) - rank(other));
}

/** What a search for a value ends with. */
export type Found = { readonly value: string } | "none" | "undecided";

/**
 * The shortest value for which something holds that depends only on which automata accept it.
 *
 * @param holds of each automaton whether it accepts, and whether the value is empty
 */
export function shortest(automata: readonly Automaton[], holds: (accepted: readonly boolean[], isEmpty: boolean) => boolean): Found {
  const classes = runeClasses(automata);
  const seen = new Set<string>();
  let open: { readonly states: readonly State[]; readonly value: string }[] = [{ states: automata.map(({ start }) => start), value: "" }];
  while (open.length > 0) {
    const further: typeof open = [];
    for (const { states, value } of open) {
      if (
        holds(
          states.map((state, index) => automata[index]?.accepts(state) ?? false),
          value === "",
        )
      )
        return { value };
      for (const { rune } of classes) {
        const next = states.map((state, index) => automata[index]?.next(state, rune) ?? []);
        const key = next.join("|");
        if (seen.has(key)) continue;
        if (seen.size >= mostStates) return "undecided";
        seen.add(key);
        further.push({ states: next, value: value + String.fromCodePoint(rune) });
      }
    }
    open = further;
  }
  return "none";
}

/**
 * Every value that an automaton accepts, sorted; undefined where there are more than `most`, or no end of them.
 */
export function allValues(automaton: Automaton, most: number): string[] | undefined {
  const classes = runeClasses([automaton]);
  const values: string[] = [];
  let open: readonly { readonly state: State; readonly value: string }[] = [{ state: automaton.start, value: "" }];
  const alive = new Map<string, boolean>();
  const isAlive = (state: State): boolean => {
    const key = state.join();
    const known = alive.get(key);
    if (known !== undefined) return known;
    const found = state.length > 0 && shortest([{ ...automaton, start: state }], ([accepted]) => accepted === true) !== "none";
    alive.set(key, found);
    return found;
  };
  while (open.length > 0) {
    const further: { state: State; value: string }[] = [];
    for (const { state, value } of open) {
      if (automaton.accepts(state) && values.push(value) > most) return undefined;
      for (const { rune, size, ranges } of classes) {
        const next = automaton.next(state, rune);
        if (!isAlive(next)) continue;
        if (further.length + size > most) return undefined;
        for (const [from, to] of ranges)
          for (let one = from; one <= to; one += 1) further.push({ state: next, value: value + String.fromCodePoint(one) });
      }
    }
    open = further;
    // Each length adds to what is accepted in the end: without an end there would be a value of every length.
    if (open.length > 0 && (open[0]?.value.length ?? 0) > longestListed) return undefined;
  }
  return values.sort();
}
const longestListed = 200;
