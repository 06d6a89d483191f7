package io.herald.engine;

import io.herald.engine.event.EventDefinition;
import io.herald.engine.event.Plan;

/**
 * What one trigger decided to send.
 *
 * @param id of its broadcasts
 */
record Decided(String id, EventDefinition event, Plan.Emit emit) {}
