package main

import (
	"fmt"
	"os"
	"path/filepath"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"sigs.k8s.io/yaml"
)

type schemaValidator = validation.SchemaValidator

// definitions are what an API server knows of the operator's objects, read when an object asks for one.
type definitions struct {
	folder string
	read   map[string]schemaValidator
}

// faults says what the API server finds wrong with an object.
func (d *definitions) faults(plural, version string, object map[string]any) ([]string, error) {
	validator, err := d.validator(plural, version)
	if err != nil {
		return nil, err
	}
	found := []string{}
	for _, fault := range validation.ValidateCustomResource(nil, object, validator) {
		found = append(found, fault.Error())
	}
	return found, nil
}

func (d *definitions) validator(plural, version string) (schemaValidator, error) {
	key := plural + "/" + version
	if known := d.read[key]; known != nil {
		return known, nil
	}
	text, err := os.ReadFile(filepath.Join(d.folder, "monitoring.coreos.com_"+plural+".yaml"))
	if err != nil {
		return nil, err
	}
	var definition apiextensionsv1.CustomResourceDefinition
	if err := yaml.Unmarshal(text, &definition); err != nil {
		return nil, err
	}
	for _, one := range definition.Spec.Versions {
		if one.Name != version {
			continue
		}
		var schema apiextensions.JSONSchemaProps
		if err := apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(one.Schema.OpenAPIV3Schema, &schema, nil); err != nil {
			return nil, err
		}
		validator, _, err := validation.NewSchemaValidator(&schema)
		if err != nil {
			return nil, err
		}
		d.read[key] = validator
		return validator, nil
	}
	return nil, fmt.Errorf("%s has no version %s", plural, version)
}
