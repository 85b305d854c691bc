/** What the objects of a kind do for people. */
export type Effect =
  /** without it no one is called, or with another key */
  | "calls"
  /** decides who is called, when and how */
  | "on-call"
  /** evaluates: what it does is that of its alerts */
  | "alerts"
  /** shows something to people */
  | "shows"
  | "other";

/** One kind of object at a vendor, as far as it matters to the people on call. */
export interface ObjectKind {
  /** type token, `<package>:<module>:<Type>` */
  readonly type: string;
  /** what people call one of them */
  readonly noun: string;
  readonly effect: Effect;
  /** logical names of those that reach an on-call service, where others of the kind only post: they call */
  readonly calling?: RegExp;
  /** whose ids its name is made of, at whoever calls people; default: of the on-call service */
  readonly of?: "person" | "schedule" | "escalation" | "team";
  /** its name ends with the sender that it is for */
  readonly bySender?: true;
  /** others keep objects of this kind in the account as well (people, their contacts): one that no stack owns is no drift */
  readonly shared?: true;
  /** where its listing is not asked for: what an import takes as its id, and where a person finds it */
  readonly importId?: string;
}

/** @param name logical name of an object of this kind */
export const effectOf = ({ effect, calling }: Pick<ObjectKind, "effect" | "calling">, name: string): Effect =>
  calling?.test(name) ? "calls" : effect;

/** A vendor, as far as it matters to the people on call. */
export interface Described {
  /** as in `slostack:vendors` */
  readonly name: string;
  /** for people */
  readonly title: string;
  /** it wakes people: whatever it holds is about who is called */
  readonly pages: boolean;
  readonly kinds: readonly ObjectKind[];
}
