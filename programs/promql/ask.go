package main

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/storage"
)

// asking is an engine, what it reads, and when that begins (seconds since 1970).
type asking struct {
	context context.Context
	engine  *promql.Engine
	read    storage.Queryable
	start   int64
}

func (asked asking) time(at int64) time.Time { return time.Unix(asked.start+at, 0).UTC() }

func (asked asking) all(queries []Query) ([]Answer, error) {
	answers := make([]Answer, 0, len(queries))
	for _, query := range queries {
		one, err := asked.one(query)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", query.Expr, err)
		}
		before := processorTime()
		for range query.Times - 1 {
			if _, err := asked.one(query); err != nil {
				return nil, fmt.Errorf("%s: %w", query.Expr, err)
			}
		}
		if query.Times > 1 {
			one.Seconds = (processorTime() - before).Seconds() / float64(query.Times-1)
		}
		answers = append(answers, one)
	}
	return answers, nil
}

func (asked asking) one(query Query) (Answer, error) {
	if query.Step > 0 {
		return asked.over(query)
	}
	prepared, err := asked.engine.NewInstantQuery(asked.context, asked.read, nil, query.Expr, asked.time(query.At))
	if err != nil {
		return Answer{}, err
	}
	defer prepared.Close()
	result := prepared.Exec(asked.context)
	if result.Err != nil {
		return Answer{}, result.Err
	}
	vector, err := result.Vector()
	if err != nil {
		return Answer{}, err
	}
	values := make([]Value, 0, len(vector))
	for _, sample := range vector {
		values = append(values, Value{sample.Metric.Map(), number(sample.F)})
	}
	return Answer{Samples: prepared.Stats().Samples.TotalSamples, Values: values}, nil
}

func (asked asking) over(query Query) (Answer, error) {
	first := query.At - (query.Steps-1)*query.Step
	matrix, samples, err := asked.matrix(query.Expr, first, query.Step, query.Steps)
	if err != nil {
		return Answer{}, err
	}
	lines := make([]Line, 0, len(matrix))
	for _, series := range matrix {
		points := make([]*float64, query.Steps)
		for _, point := range series.Floats {
			points[(point.T/1000-asked.start-first)/query.Step] = number(point.F)
		}
		lines = append(lines, Line{Labels: series.Metric.Map(), Points: points})
	}
	return Answer{Samples: samples, Values: []Value{}, Lines: lines}, nil
}

// matrix is what a query returns at so many moments, and how many samples the engine loaded for it. It may be read as long as
// its query is not closed, which would hand its memory to the next one.
func (asked asking) matrix(expr string, first, step, steps int64) (promql.Matrix, int64, error) {
	last := asked.time(first + (steps-1)*step)
	prepared, err := asked.engine.NewRangeQuery(asked.context, asked.read, nil, expr, asked.time(first), last, time.Duration(step)*time.Second)
	if err != nil {
		return nil, 0, err
	}
	result := prepared.Exec(asked.context)
	if result.Err != nil {
		prepared.Close()
		return nil, 0, result.Err
	}
	matrix, err := result.Matrix()
	return matrix, prepared.Stats().Samples.TotalSamples, err
}

// number is null for what is no number, which JSON does not have.
func number(value float64) *float64 {
	if math.IsNaN(value) || math.IsInf(value, 0) {
		return nil
	}
	return &value
}
