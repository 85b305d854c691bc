/** CloudWatch: the one door to its dialects: filter patterns, metric math, and the rules of composite alarms. */
export { alarmRule, asked, type Leaf } from "./cloudwatch/alarm-rule.ts";
export { type LineMetric, rolesOf, selectors } from "./cloudwatch/line-metric.ts";
export { longestPattern, unspeakable } from "./cloudwatch/pattern.ts";
export { type Question, questionOf } from "./cloudwatch/question.ts";
