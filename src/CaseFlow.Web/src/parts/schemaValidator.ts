import { Validator } from '@cfworker/json-schema';
import { toErrorList, type RJSFSchema, type ValidatorType } from '@rjsf/utils';

/** Checks data without compiling code at run time: the page forbids that (Content-Security-Policy). The form library asks it which branch of a schema fits; what is wrong the server says. */
export const validator: ValidatorType = {
  isValid: (schema, data, root) => new Validator({ ...(root as RJSFSchema), ...schema } as never, '2020-12', true).validate(data).valid,
  rawValidation: (schema, data) => ({ errors: new Validator(schema as never, '2020-12', false).validate(data).errors as never[] }),
  validateFormData: () => ({ errors: [], errorSchema: {} }),
  toErrorList,
  reset: () => undefined,
} as ValidatorType & { toErrorList: typeof toErrorList };

