package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	invalid "github.com/go-openapi/errors"
	"github.com/go-openapi/strfmt"
	"github.com/grafana/grafana-openapi-client-go/models"
)

type validated interface {
	Validate(strfmt.Registry) error
}

var grafanaModels = map[string]func() validated{
	"AlertRuleGroup":              func() validated { return &models.AlertRuleGroup{} },
	"EmbeddedContactPoint":        func() validated { return &models.EmbeddedContactPoint{} },
	"MuteTimeInterval":            func() validated { return &models.MuteTimeInterval{} },
	"NotificationTemplateContent": func() validated { return &models.NotificationTemplateContent{} },
	"Route":                       func() validated { return &models.Route{} },
}

// A key that the model does not have is a fault as well: the API would drop it.
func grafanaFaults(name string, value json.RawMessage) ([]string, error) {
	create, known := grafanaModels[name]
	if !known {
		return nil, fmt.Errorf("there is no model %q", name)
	}
	model := create()
	decoder := json.NewDecoder(bytes.NewReader(value))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(model); err != nil {
		return []string{err.Error()}, nil
	}
	return flat(model.Validate(strfmt.Default)), nil
}

func flat(err error) []string {
	faults := []string{}
	var several *invalid.CompositeError
	switch {
	case err == nil:
	case errors.As(err, &several):
		for _, one := range several.Errors {
			faults = append(faults, flat(one)...)
		}
	default:
		faults = append(faults, err.Error())
	}
	return faults
}
