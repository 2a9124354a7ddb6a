import { operationsOf } from '../../operation/operation';
import { boostspaceIntegrator } from '../../services/boostspaceIntegrator';

/** Declares an operation of the Boost.space Integrator node. */
export const operation = operationsOf(boostspaceIntegrator);
