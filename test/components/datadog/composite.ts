/** States of a monitor, and how severe they are ("Composite monitors", computing trigger conditions). */
export type State = "Alert" | "No Data" | "OK";
const severity: Readonly<Record<State, number>> = { Alert: 4, "No Data": 2, OK: 1 };
const worthy = (state: State): boolean => state !== "OK";

type Condition = (states: (id: string) => State) => State;

/** The query of a composite as the vendor computes it: on how alert-worthy each state is, `!` of No Data being No Data. */
export function composite(query: string): Condition {
  const words = query.match(/\d+|&&|\|\||[!()]/g) ?? [];
  if (words.join("") !== query.replaceAll(" ", "")) throw new Error(`no condition: ${query}`);
  let at = 0;
  const any = (): Condition => chain("||", all, either);
  const all = (): Condition => chain("&&", one, both);
  const chain = (word: string, part: () => Condition, join: (a: State, b: State) => State): Condition => {
    let left = part();
    while (words[at] === word) {
      at += 1;
      const [a, b] = [left, part()];
      left = (states) => join(a(states), b(states));
    }
    return left;
  };
  const one = (): Condition => {
    const word = words[at++];
    if (word === "!") {
      const inner = one();
      return (states) => not(inner(states));
    }
    if (word === "(") {
      const inner = any();
      if (words[at++] !== ")") throw new Error(`a parenthesis is open in ${query}`);
      return inner;
    }
    if (word === undefined || !/^\d+$/.test(word)) throw new Error(`an id is missing in ${query}`);
    return (states) => states(word);
  };
  const condition = any();
  if (at !== words.length) throw new Error(`more than a condition: ${query}`);
  return condition;
}

function not(state: State): State {
  if (state === "No Data") return "No Data";
  return worthy(state) ? "OK" : "Alert";
}

/** Alert-worthy together: the least severe of both. Else it is OK, whatever the other says. */
function both(a: State, b: State): State {
  if (!worthy(a) || !worthy(b)) return "OK";
  return severity[a] < severity[b] ? a : b;
}

function either(a: State, b: State): State {
  return severity[a] > severity[b] ? a : b;
}

/** Every way in which these monitors can stand. */
export function* assignments(ids: readonly string[], states: readonly State[]): Generator<ReadonlyMap<string, State>> {
  const total = states.length ** ids.length;
  for (let index = 0; index < total; index++) {
    let rest = index;
    const chosen = ids.map((id): [string, State] => {
      const state = states[rest % states.length] ?? "OK";
      rest = Math.floor(rest / states.length);
      return [id, state];
    });
    yield new Map(chosen);
  }
}
