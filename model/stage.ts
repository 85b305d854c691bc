/** What has a stage, in the file or resolved; without one it goes as far as its severity says. */
export interface Staged {
  readonly stage?: "shadow" | "ticket" | "page" | undefined;
}

const order = { shadow: 0, ticket: 1, page: 2 } as const;

/** Whether the stage of one lets it go at least as far as that of the other. */
export function goesAsFarAs({ stage = "page" }: Staged, other: Staged): boolean {
  return order[stage] >= order[other.stage ?? "page"];
}
