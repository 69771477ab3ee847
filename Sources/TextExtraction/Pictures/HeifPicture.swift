import CHeif

/// A telephone's picture (HEIC, ISO/IEC 23008-12): the door to libheif. It gives the picture the way up in which it is
/// to be seen, whatever EXIF says.
struct HeifPicture: ~Copyable {
  private let context: OpaquePointer
  private let handle: OpaquePointer

  /// - Parameter bytes: not copied, so that they must outlive the picture.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let context = heif_context_alloc() else { return nil }
    heif_context_set_max_decoding_threads(context, 0)
    var handle: OpaquePointer?
    let opened = heif_context_read_from_memory_without_copy(context, bytes.baseAddress, bytes.count, nil)
    guard opened.code == heif_error_Ok,
      heif_context_get_primary_image_handle(context, &handle).code == heif_error_Ok, let handle
    else {
      heif_context_free(context)
      return nil
    }
    self.context = context
    self.handle = handle
  }

  deinit {
    heif_image_handle_release(handle)
    heif_context_free(context)
  }

  var size: PictureHeader.Size {
    PictureHeader.Size(
      width: Int(heif_image_handle_get_width(handle)), height: Int(heif_image_handle_get_height(handle)))
  }

  var exif: EXIF {
    var id: heif_item_id = 0
    guard heif_image_handle_get_list_of_metadata_block_IDs(handle, "Exif", &id, 1) == 1 else { return EXIF() }
    let count = heif_image_handle_get_metadata_size(handle, id)
    guard (4..<1 << 20).contains(count) else { return EXIF() }
    var block = [UInt8](repeating: 0, count: count)
    guard heif_image_handle_get_metadata(handle, id, &block).code == heif_error_Ok,
      // How many bytes stand before the TIFF structure.
      let skipped = block[...].number(at: 0, width: 4, isBigEndian: true)
    else { return EXIF() }
    var exif = EXIF(block.dropFirst(4).dropFirst(skipped)) ?? EXIF()
    exif.orientation = 1
    return exif
  }

  func unpacked() -> LeptonicaPicture? {
    var image: OpaquePointer?
    guard
      heif_decode_image(handle, &image, heif_colorspace_RGB, heif_chroma_interleaved_RGBA, nil).code == heif_error_Ok,
      let image
    else { return nil }
    defer { heif_image_release(image) }
    var stride: Int32 = 0
    guard let rows = heif_image_get_plane_readonly(image, heif_channel_interleaved, &stride) else { return nil }
    return LeptonicaPicture(
      rgba: rows, stride: Int(stride),
      width: Int(heif_image_get_width(image, heif_channel_interleaved)),
      height: Int(heif_image_get_height(image, heif_channel_interleaved)),
      hasAlpha: heif_image_handle_has_alpha_channel(handle) != 0)
  }
}

/// Stands in the place of libde265's function of this name, which libheif calls whether or not threads are wanted. A
/// confined worker can start none, and libde265 then waits for them forever; without any it computes alone.
@_cdecl("de265_start_worker_threads")
public func startNoDecodingThreads(_ decoder: OpaquePointer?, _ count: Int32) -> Int32 { 0 }
