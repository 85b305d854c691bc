package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	// Never called: its module holds the documents, and this line pins it.
	_ "github.com/DataDog/datadog-api-client-go/v2"
	"github.com/getkin/kin-openapi/openapi3"
)

// documents are read when a value asks for one.
type documents struct {
	folder string
	read   map[string]*openapi3.T
}

// faults says what is wrong with a value for a schema such as "v1/Monitor".
func (d *documents) faults(name string, value json.RawMessage) ([]string, error) {
	version, schema, _ := strings.Cut(name, "/")
	document, err := d.document(version)
	if err != nil {
		return nil, err
	}
	found := document.Components.Schemas[schema]
	if found == nil {
		return nil, fmt.Errorf("there is no schema %q", schema)
	}
	var decoded any
	if err := json.Unmarshal(value, &decoded); err != nil {
		return nil, err
	}
	return reasons(found.Value.VisitJSON(decoded, openapi3.MultiErrors())), nil
}

func (d *documents) document(version string) (*openapi3.T, error) {
	if known := d.read[version]; known != nil {
		return known, nil
	}
	document, err := openapi3.NewLoader().LoadFromFile(filepath.Join(d.folder, version, "openapi.yaml"))
	if err != nil {
		return nil, err
	}
	closeObjects(document)
	if d.read == nil {
		d.read = map[string]*openapi3.T{}
	}
	d.read[version] = document
	return document, nil
}

// closeObjects makes a key that no schema names a fault: the API drops most of them without a word.
func closeObjects(document *openapi3.T) {
	parts := map[*openapi3.Schema]bool{}
	seen := map[*openapi3.Schema]bool{}
	var open []*openapi3.Schema
	var walk func(*openapi3.SchemaRef)
	walk = func(ref *openapi3.SchemaRef) {
		if ref == nil || ref.Value == nil || seen[ref.Value] {
			return
		}
		schema := ref.Value
		seen[schema] = true
		for _, part := range schema.AllOf {
			parts[part.Value] = true
		}
		if extra := schema.AdditionalProperties; len(schema.Properties) > 0 && extra.Has == nil && extra.Schema == nil {
			open = append(open, schema)
		}
		for _, inner := range schema.Properties {
			walk(inner)
		}
		for _, several := range []openapi3.SchemaRefs{schema.AllOf, schema.AnyOf, schema.OneOf} {
			for _, inner := range several {
				walk(inner)
			}
		}
		walk(schema.Items)
		walk(schema.AdditionalProperties.Schema)
	}
	for _, ref := range document.Components.Schemas {
		walk(ref)
	}
	closed := false
	for _, schema := range open {
		// Of one that is part of another, the other has keys too.
		if !parts[schema] && len(schema.AllOf) == 0 {
			schema.AdditionalProperties.Has = &closed
		}
	}
}

// reasons are one line each, with the place and without the text of the schema.
func reasons(err error) []string {
	faults := []string{}
	var several openapi3.MultiError
	var one *openapi3.SchemaError
	switch {
	case err == nil:
	case errors.As(err, &several):
		for _, each := range several {
			faults = append(faults, reasons(each)...)
		}
	case errors.As(err, &one):
		faults = append(faults, fmt.Sprintf("%s: %s", strings.Join(one.JSONPointer(), "."), one.Reason))
	default:
		faults = append(faults, err.Error())
	}
	return faults
}
