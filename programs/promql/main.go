// Command promql evaluates rules and queries over given series with Prometheus' own engine, rule manager and storage. It says
// when each alert fires; and of each query how many samples it touched: the figure that a Prometheus server reports as
// totalQueryableSamples, a cost that no machine changes. Asked more than once, it also says how much processor time that took.
//
// It reads a JSON list of watches from standard input and writes a JSON list of what it saw to standard output.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
)

var version = "unknown"

// Watch is what is scraped, who looks on, and what is asked afterwards.
type Watch struct {
	// Start is when all of it begins, in seconds since 1970.
	Start int64 `json:"start"`
	// Tick is the time between two samples of the series, in milliseconds.
	Tick   int64    `json:"tick"`
	Series []Series `json:"series"`
	// Rules is the text of a rule file; empty for none.
	Rules string `json:"rules"`
	// Step is the time between two evaluations, in seconds, of groups that state no interval of their own.
	Step int64 `json:"step"`
	// Paced evaluates every group by the Step, whatever its interval.
	Paced bool `json:"paced"`
	// Length is how long the rules look on, in seconds: the last evaluation is then.
	Length int64 `json:"length"`
	// Apart is a label by which firings are told apart: then the name of an alert is followed by its value.
	Apart   string  `json:"apart"`
	Queries []Query `json:"queries"`
}

// Series is in promtool's notation, one sample every Tick from the Start on.
type Series struct {
	Series string `json:"series"`
	Values string `json:"values"`
}

// Query is asked at a number of seconds after the start; with a step, also every step before it, Steps times.
type Query struct {
	Expr  string `json:"expr"`
	At    int64  `json:"at"`
	Step  int64  `json:"step"`
	Steps int64  `json:"steps"`
	// Times is how often it is asked; once where it is not given.
	Times int `json:"times"`
}

// Seen is what came of a watch.
type Seen struct {
	// Fires has by name of the alert from when to before when it fires, in seconds after the start.
	Fires   map[string][][2]int64 `json:"fires"`
	Answers []Answer              `json:"answers"`
}

type Answer struct {
	// Samples is how many samples the engine loaded, counted again each time that one is.
	Samples int64 `json:"samples"`
	// Values are the series that were returned; none of a query with a step.
	Values []Value `json:"values"`
	// Lines are the series of a query with a step.
	Lines []Line `json:"lines,omitempty"`
	// Seconds is the processor time of the whole process for one of the times; 0 where it was asked once.
	Seconds float64 `json:"seconds"`
}

// Value is one series at a moment; null where it is no number.
type Value struct {
	Labels map[string]string `json:"labels"`
	Value  *float64          `json:"value"`
}

// Line is one series over time.
type Line struct {
	Labels map[string]string `json:"labels"`
	// Points are its values from the first moment to the last; null where it has none, or one that is no number.
	Points []*float64 `json:"points"`
}

func main() {
	showVersion := flag.Bool("version", false, "print the version and exit")
	flag.Parse()
	if *showVersion {
		fmt.Println("promql, version", version)
		return
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	// The heap is small and short-lived: collecting it at the usual pace is a good part of the time.
	debug.SetGCPercent(400)
	var watches []Watch
	if err := json.NewDecoder(os.Stdin).Decode(&watches); err != nil {
		return fmt.Errorf("request: %w", err)
	}
	all := make([]Seen, 0, len(watches))
	for _, watch := range watches {
		seen, err := watch.seen()
		if err != nil {
			return err
		}
		all = append(all, seen)
	}
	return json.NewEncoder(os.Stdout).Encode(all)
}

// A server has extended range selectors behind a feature flag, which a catalog may ask for.
var queryParser = parser.NewParser(parser.Options{EnableExtendedRangeSelectors: true})

func (watch Watch) seen() (seen Seen, err error) {
	db, err := watch.load()
	if err != nil {
		return Seen{}, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	engine := promql.NewEngine(promql.EngineOpts{
		Parser:     queryParser,
		MaxSamples: 50_000_000, // a server's default
		Timeout:    2 * time.Minute,
		// The evaluation interval of a server's default.
		NoStepSubqueryIntervalFn: func(int64) int64 { return time.Minute.Milliseconds() },
		EnableAtModifier:         true,
		EnableNegativeOffset:     true,
	})
	defer func() { err = errors.Join(err, engine.Close()) }()
	asked := asking{context.Background(), engine, db, watch.Start}
	fires, err := watch.evaluate(asked, db)
	if err != nil {
		return Seen{}, err
	}
	answers, err := asked.all(watch.Queries)
	return Seen{fires, answers}, err
}
