package io.herald.engine.delivery.socketio

/** Every feature fails. Run by hand alone, see docs/wire.md. */
class StockWireFaults extends WireFaultsContract {

    @Override
    ServedWire.Server create() { new StockWire() }
}
