package io.herald.engine.delivery.socketio

import io.herald.engine.model.Broadcast
import io.herald.engine.model.Namespace
import io.herald.engine.model.Payload
import io.netty.buffer.ByteBuf
import io.netty.channel.Channel
import io.netty.channel.ChannelHandlerContext
import io.netty.channel.ChannelInitializer
import io.netty.channel.EventLoopGroup
import io.netty.channel.SimpleChannelInboundHandler
import io.netty.channel.group.ChannelGroup
import io.netty.channel.group.DefaultChannelGroup
import io.netty.util.concurrent.GlobalEventExecutor
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.Timeout

/** A program that embeds Herald may have its own server on Herald's event loops. */
@Timeout(60)
class SharedLoopsSpec extends Specification {

    @AutoCleanup
    SocketIoDelivery delivery

    /** Broadcasts a number for each byte that comes, and answers on whose thread. */
    static class Trigger extends SimpleChannelInboundHandler<ByteBuf> {
        private final SocketIoDelivery delivery

        Trigger(SocketIoDelivery delivery) { this.delivery = delivery }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
            EventLoopGroup loops = (delivery.@server as WireServer).@loops
            Payload payload = Payload.of(bytes.readByte().toString())
            delivery.deliver(new Broadcast("1", Namespace.ROOT, "Event", ["crowd"] as Set, payload))
            context.writeAndFlush(context.alloc().buffer().writeBoolean(loops.any { it.inEventLoop() }))
        }
    }

    def "what is broadcast there reaches clients of every event loop, over any transport"(IoTransport transport) {
        given:
        delivery = new SocketIoDelivery(new SocketIoSettings("127.0.0.1", 0, []).with(transport))
        delivery.start(new OpenGate())
        ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE)
        Channel own = delivery.bootstrap()
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channels.add(channel)
                        channel.pipeline().addLast(new Trigger(delivery))
                    }
                })
                .bind("127.0.0.1", 0).sync().channel()
        channels.add(own)
        List<Wire> clients = (1..2 * Runtime.runtime.availableProcessors()).collect { Wire.connected(delivery.port()) }
        clients.each { it.say('421["join","crowd",[]]'); it.hear() }
        Socket trigger = new Socket("127.0.0.1", (own.localAddress() as InetSocketAddress).port)
        trigger.soTimeout = 30_000

        when:
        trigger.outputStream.write(42)

        then:
        trigger.inputStream.read() == 1
        clients.every { it.hear() == '42["Event",42]' }

        cleanup: "as the delivery's contract has it, before the delivery"
        trigger?.close()
        channels.close().awaitUninterruptibly()
        clients*.socket*.abort()

        where:
        transport << IoTransport.values().findAll { it.hindrance().empty }
    }
}
