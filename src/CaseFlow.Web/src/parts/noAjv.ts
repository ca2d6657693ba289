/** Stands for a validator that compiles code at run time. The form library imports it for its own tests alone; this page forbids such code. */
export default undefined;
