package io.herald.engine.delivery.socketio

import com.corundumstudio.socketio.MultiTypeAckCallback
import com.corundumstudio.socketio.MultiTypeArgs
import com.corundumstudio.socketio.SocketIOClient
import com.corundumstudio.socketio.SocketIONamespace
import io.herald.engine.auth.ClientAuth
import io.herald.engine.model.Namespace

/** A delivery that gives back what clients say in its root namespace, beside joining and leaving: for what applications send of themselves. */
class EchoingDelivery {

    static SocketIoDelivery start(SocketIoSettings settings, ClientAuth auth = ClientAuth.ANONYMOUS) {
        SocketIoDelivery delivery = new SocketIoDelivery(settings, auth)
        delivery.namespaces([new Namespace("/side")] as Set)
        delivery.start(new OpenGate())
        SocketIONamespace root = (delivery.@server as WireServer).open("")
        root.addMultiTypeEventListener("say", { SocketIOClient client, said, ack -> client.sendEvent("said", said.args.toArray()) }, Object)
        root.addMultiTypeEventListener("ask", { client, said, ack -> ack.sendAckData(said.args) }, Object)
        root.addMultiTypeEventListener("ask me", { SocketIOClient client, said, ack -> client.sendEvent("asked", askedBy(client), said.args.toArray()) }, Object)
        delivery
    }

    private static MultiTypeAckCallback askedBy(SocketIOClient client) {
        new MultiTypeAckCallback(Object) {
            @Override
            void onSuccess(MultiTypeArgs answer) { client.sendEvent("answered", answer.args.toArray()) }
        }
    }
}
