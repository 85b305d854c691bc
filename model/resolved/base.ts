export interface Provenance {
  readonly source: readonly string[];
  readonly correction?: string;
  readonly decision?: string;
}

export interface Identified {
  readonly id: string;
  /** former ids, oldest first; empty for most */
  readonly formerly: readonly string[];
}

export interface Runbook {
  readonly id: string;
  readonly url: string;
}

export interface Person extends Identified {
  readonly name: string;
  readonly email: string;
  /** what wakes the person */
  readonly reach: readonly ("phone" | "sms")[];
  /** where the code is hosted */
  readonly login?: string;
}
