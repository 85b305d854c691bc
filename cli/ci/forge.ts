/** A proposed change of the default branch: GitHub's pull request, GitLab's merge request. */
export interface Proposal {
  readonly number: number;
  /** commit that would be merged, 40 hexadecimal digits */
  readonly head: string;
  /** login of who proposes it */
  readonly author: string;
  /** its target branch */
  readonly into: string;
  /** its branch is in this repository, so its author has write access; otherwise it comes from a fork */
  readonly own: boolean;
  readonly open: boolean;
}

/** A comment on a proposal or an issue, as far as it is needed to find our own. */
export interface Post {
  readonly id: number;
  /** login */
  readonly author: string;
  readonly body: string;
}

export type Verdict = "pending" | "success" | "failure" | "error";

/** How git gets the commit of a proposal. */
export interface Source {
  readonly remote: string;
  readonly ref: string;
  /** settings of git for this one call; they may hold a token, and reach git through its environment only */
  readonly settings: Readonly<Record<string, string>>;
}

/** Who approves and who authored a proposal in its present state. */
export interface Approvals {
  /** logins whose approval is in effect, and was given on this very head and for its target branch now */
  readonly approvers: string[];
  /** who proposed, wrote or pushed it: logins as `@login`, and e-mail addresses of commits that belong to no account */
  readonly authors: string[];
}

/** What the CI steps need from the SCM provider. */
export interface Forge {
  /** characters that a comment may have */
  readonly longest: number;
  /** login under which the steps write */
  ownLogin(): Promise<string>;
  proposal(number: number): Promise<Proposal>;
  /** the open proposals with this head, into any branch; none if they were closed or have a newer head */
  proposalsAt(head: string): Promise<Proposal[]>;
  sourceOf(proposal: Proposal): Source;
  approvals(proposal: Proposal): Promise<Approvals>;
  comments(proposal: number): Promise<Post[]>;
  comment(proposal: number, body: string): Promise<void>;
  editComment(proposal: number, id: number, body: string): Promise<void>;
  removeComment(proposal: number, id: number): Promise<void>;
  /** open issues by any author */
  issues(): Promise<Post[]>;
  openIssue(issue: { readonly title: string; readonly label: string; readonly body: string }): Promise<void>;
  editIssue(id: number, change: { readonly body: string; readonly close?: true }): Promise<void>;
  /** sets a commit status, so that a branch rule can require it */
  mark(head: string, verdict: Verdict, description: string, address: string | undefined): Promise<void>;
}
