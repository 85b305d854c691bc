package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/common/promslog"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/rules"
)

// fileOf gives the rule manager a rule file that is no file.
type fileOf string

func (text fileOf) Load(_ string, _ bool, names model.ValidationScheme) (*rulefmt.RuleGroups, []error) {
	return rulefmt.Parse([]byte(text), false, names, queryParser, promslog.NewNopLogger())
}

func (fileOf) Parse(query string) (parser.Expr, error) {
	parsed, err := queryParser.ParseExpr(query)
	return written{parsed, query}, err
}

// written is an expression that prints as it was written: a rule prints its own at each evaluation, which costs more than that.
type written struct {
	parser.Expr
	text string
}

func (one written) String() string { return one.text }

// unanalysed spares what a server does to evaluate rules of a group side by side.
type unanalysed struct{}

func (unanalysed) AnalyseRules([]rules.Rule) {}

// rounds evaluates the rules of one group: all of them, or one where the rules can be taken one by one.
type rounds struct {
	group *rules.Group
	step  int64
	// labels are set on all that its query returns.
	labels labels.Labels
}

// evaluate lets Prometheus' rule manager evaluate every rule, and says when each alert fires.
func (watch Watch) evaluate(asked asking, db *store) (map[string][][2]int64, error) {
	if watch.Rules == "" {
		return map[string][][2]int64{}, nil
	}
	var known *answered
	set := labels.EmptyLabels()
	options := &rules.ManagerOptions{
		QueryFunc: func(ctx context.Context, query string, at time.Time) (promql.Vector, error) {
			if vector, ok := known.at(query, at); ok {
				return vector, nil
			}
			vector, err := rules.EngineQueryFunc(asked.engine, db)(ctx, query, at)
			for index := range vector {
				vector[index].Metric = with(set, vector[index].Metric)
			}
			return vector, err
		},
		Appendable:  db,
		NotifyFunc:  func(context.Context, string, ...*rules.Alert) {},
		GroupLoader: fileOf(watch.Rules),
		Parser:      queryParser,

		RuleDependencyController: unanalysed{},
	}
	groups, err := watch.groups(options)
	if err != nil {
		return nil, err
	}
	if looksAhead(groups) {
		if err := watch.together(asked, groups); err != nil {
			return nil, err
		}
		return watch.firings(asked)
	}
	for _, each := range oneByOne(groups, options) {
		set = each.labels
		known = watch.answeredBefore(asked, each)
		if err := watch.together(asked, []rounds{each}); err != nil {
			return nil, err
		}
	}
	return watch.firings(asked)
}

// groups are those of the file, in its order.
func (watch Watch) groups(options *rules.ManagerOptions) ([]rounds, error) {
	const file = "rules"
	step := time.Duration(watch.Step) * time.Second
	loaded, problems := rules.NewManager(options).LoadGroups(step, labels.EmptyLabels(), "", nil, false, file)
	written, more := options.GroupLoader.Load(file, false, model.UTF8Validation)
	if problems = append(problems, more...); len(problems) > 0 {
		return nil, fmt.Errorf("rules: %w", errors.Join(problems...))
	}
	groups := make([]rounds, 0, len(loaded))
	for _, one := range written.Groups {
		group := loaded[rules.GroupKey(file, one.Name)]
		own := int64(group.Interval().Seconds())
		if watch.Paced {
			own = watch.Step
		}
		for _, rule := range group.Rules() {
			// As after a start: else an alert that waits makes no series.
			if alert, ok := rule.(*rules.AlertingRule); ok {
				alert.SetRestored(true)
			}
		}
		groups = append(groups, rounds{group, own, labels.EmptyLabels()})
	}
	return groups, nil
}

// oneByOne makes a group of each rule.
func oneByOne(groups []rounds, options *rules.ManagerOptions) []rounds {
	var all []rounds
	for _, each := range groups {
		for _, rule := range each.group.Rules() {
			alone, set := withoutTemplates(rule)
			group := rules.NewGroup(rules.GroupOptions{
				Name: each.group.Name(), File: each.group.File(), Interval: each.group.Interval(),
				Rules: []rules.Rule{alone}, Opts: options,
			})
			all = append(all, rounds{group, each.step, set})
		}
	}
	return all
}

// withoutTemplates is an alert that fires as the given one where what its query returns has the labels: a rule takes every label
// and annotation for a template and parses it for each series at each round, which is most of its time. Annotations change no
// firing; a rule stays as it is where one of its labels is a template.
func withoutTemplates(rule rules.Rule) (rules.Rule, labels.Labels) {
	alert, ok := rule.(*rules.AlertingRule)
	if !ok || hasTemplate(alert.Labels()) {
		return rule, labels.EmptyLabels()
	}
	none := labels.EmptyLabels()
	bare := rules.NewAlertingRule(
		alert.Name(), alert.Query(), alert.HoldDuration(), alert.KeepFiringFor(), none, none, none, "", alert.Restored(), promslog.NewNopLogger(),
	)
	return bare, alert.Labels()
}

func hasTemplate(set labels.Labels) (found bool) {
	set.Range(func(label labels.Label) { found = found || strings.Contains(label.Value, "{{") })
	return found
}

// with is a metric that has the labels, whatever its own are.
func with(set, metric labels.Labels) labels.Labels {
	if set.IsEmpty() {
		return metric
	}
	builder := labels.NewBuilder(metric)
	set.Range(func(label labels.Label) { builder.Set(label.Name, label.Value) })
	return builder.Labels()
}

// looksAhead is whether a rule reads what itself or a rule behind it makes: it sees that of the round before, so that no rule
// can be evaluated at all times before the next one is.
func looksAhead(groups []rounds) bool {
	var all []rules.Rule
	for _, each := range groups {
		all = append(all, each.group.Rules()...)
	}
	for index, rule := range all {
		for _, selector := range parser.ExtractSelectors(rule.Query().(written).Expr) {
			if slices.ContainsFunc(all[index:], func(later rules.Rule) bool { return mayMake(later, selector) }) {
				return true
			}
		}
	}
	return false
}

// mayMake is whether a rule makes a series that is selected, as far as its name and the labels that it sets tell.
func mayMake(rule rules.Rule, selector []*labels.Matcher) bool {
	_, isAlert := rule.(*rules.AlertingRule)
	for _, matcher := range selector {
		switch set := rule.Labels().Get(matcher.Name); {
		case matcher.Name == labels.MetricName && isAlert:
			if !matcher.Matches("ALERTS") && !matcher.Matches("ALERTS_FOR_STATE") {
				return false
			}
		case matcher.Name == labels.MetricName:
			if !matcher.Matches(rule.Name()) {
				return false
			}
		// A label of an alert may be a template.
		case set != "" && !isAlert && !matcher.Matches(set):
			return false
		}
	}
	return true
}

// answered is what a query returns at every round.
type answered struct {
	query   string
	start   int64
	step    int64
	vectors []promql.Vector
}

func (one *answered) at(query string, at time.Time) (promql.Vector, bool) {
	if one == nil || query != one.query {
		return nil, false
	}
	since := at.UnixMilli() - one.start
	if since < 0 || since%one.step != 0 || since/one.step >= int64(len(one.vectors)) {
		return nil, false
	}
	return one.vectors[since/one.step], true
}

// answeredBefore asks once for all rounds what the rule would ask at each: the engine answers the same, in a tenth of the time.
// Nothing where one of the rounds fails, so that the rule says itself which.
func (watch Watch) answeredBefore(asked asking, each rounds) *answered {
	query, step := each.group.Rules()[0].Query().String(), each.step
	steps := watch.Length/step + 1
	matrix, _, err := asked.matrix(query, 0, step, steps)
	if err != nil {
		return nil
	}
	one := &answered{query, watch.Start * 1000, step * 1000, make([]promql.Vector, steps)}
	put := func(at int64, sample promql.Sample) {
		round := (at - one.start) / one.step
		one.vectors[round] = append(one.vectors[round], sample)
	}
	for _, series := range matrix {
		metric := with(each.labels, series.Metric)
		for _, point := range series.Floats {
			put(point.T, promql.Sample{Metric: metric, T: point.T, F: point.F})
		}
		for _, point := range series.Histograms {
			put(point.T, promql.Sample{Metric: metric, T: point.T, H: point.H})
		}
	}
	return one
}

// together evaluates the groups round by round, in their order.
func (watch Watch) together(asked asking, groups []rounds) error {
	step := int64(0)
	for _, each := range groups {
		step = divisor(step, each.step)
	}
	for at := int64(0); at <= watch.Length; at += step {
		for _, each := range groups {
			if at%each.step != 0 {
				continue
			}
			each.group.Eval(asked.context, asked.time(at))
			for _, rule := range each.group.Rules() {
				if err := rule.LastError(); err != nil {
					return fmt.Errorf("rule %s after %d s: %w", rule.Name(), at, err)
				}
			}
		}
	}
	return nil
}

func divisor(one, other int64) int64 {
	for other != 0 {
		one, other = other, one%other
	}
	return one
}

// firings are the stretches of rounds in which an alert fires.
func (watch Watch) firings(asked asking) (map[string][][2]int64, error) {
	by := "alertname"
	if watch.Apart != "" {
		by += ", " + watch.Apart
	}
	firing := fmt.Sprintf(`max by (%s) (ALERTS{alertstate="firing"})`, by)
	matrix, _, err := asked.matrix(firing, 0, watch.Step, watch.Length/watch.Step+1)
	if err != nil {
		return nil, err
	}
	fires := map[string][][2]int64{}
	for _, series := range matrix {
		name := series.Metric.Get(labels.AlertName)
		if value := series.Metric.Get(watch.Apart); value != "" {
			name += " " + value
		}
		for _, point := range series.Floats {
			at := point.T/1000 - watch.Start
			own := fires[name]
			if last := len(own) - 1; last >= 0 && own[last][1] == at {
				own[last][1] += watch.Step
			} else {
				fires[name] = append(own, [2]int64{at, at + watch.Step})
			}
		}
	}
	return fires, nil
}
