/** E-mail addresses of those whom a commit names as its further authors, in the way that git and its hosts know. */
export const coAuthors = (message: string): string[] =>
  [...message.matchAll(/^co-authored-by:.*<([^<>\s]+)>\s*$/gim)].flatMap(([, mail]) => mail ?? []);
