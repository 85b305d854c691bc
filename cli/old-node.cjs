// Asked before anything that an older Node cannot read: plain JavaScript, and no module of a newer kind.
const { engines } = require("../package.json");

const numbers = (version) => version.match(/\d+/g).map(Number);

/** What to say of a Node that is older than package.json allows; nothing of one that is not. @param version such as 20.19.0 */
exports.tooOld = (version) => {
  const [major, minor] = numbers(engines.node);
  const [ownMajor, ownMinor] = numbers(version);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return undefined;
  return `slostack needs Node ${major}.${minor} or newer on PATH, and this is ${version}: install one from https://nodejs.org, or run \`npx --package=node@24 --package=slostack slostack\``;
};
