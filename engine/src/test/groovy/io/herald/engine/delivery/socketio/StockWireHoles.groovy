package io.herald.engine.delivery.socketio

/** Every feature fails. Run by hand alone, see docs/wire.md. */
class StockWireHoles extends WireHolesContract {

    @Override
    ServedWire.Server create() { new StockWire() }
}
